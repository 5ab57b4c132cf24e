# What every form says.

# $count (Number) – how many fields have to be mended
form-look-again =
    { $count ->
        [one] One thing below needs another look. Nothing was saved yet.
       *[other] { $count } things below need another look. Nothing was saved yet.
    }

## A form that can’t be taken

form-too-large = What you sent is too large. A survey’s file has at most 1 MB: go back and send less.
# $problem (String) – what is wrong with it, as the server’s parts say it in English
form-unreadable = The form can’t be read ({ $problem }). Go back, reload the page and send it again.
