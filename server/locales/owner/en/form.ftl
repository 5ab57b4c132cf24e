# What every form says.

# $count (Number) – how many fields have to be mended
form-look-again =
    { $count ->
        [one] One thing below needs another look. Nothing was saved yet.
       *[other] { $count } things below need another look. Nothing was saved yet.
    }
