units-seconds =
    { $seconds ->
        [zero] { $seconds } sekunžu
        [one] { $seconds } sekunde
       *[other] { $seconds } sekundes
    }
units-minutes = { $minutes } min
units-minutes-and-seconds = { $minutes } min { $seconds } s
units-hours = { $hours } h
units-days =
    { $days ->
        [zero] { $days } dienu
        [one] { $days } diena
       *[other] { $days } dienas
    }
units-just-now = tikko
units-percent = { $figure } %
units-money = { $figure } { $currency }
