period-chooser-label = Periods
period-chooser-week = 7 dienas
period-chooser-month = 30 dienas
period-chooser-quarter = 90 dienas
period-chooser-year = Gads
period-chooser-all = Viss
period-chooser-other = Citas dienas
period-chooser-first = Pirmā diena
period-chooser-last = Pēdējā diena
period-chooser-show = Rādīt šīs dienas

## Periods where they stand alone

period-chooser-last-week = Pēdējās 7 dienas
period-chooser-last-month = Pēdējās 30 dienas
period-chooser-last-quarter = Pēdējās 90 dienas
period-chooser-last-year = Pēdējais gads
period-chooser-all-time = Viss laiks
period-chooser-since = Kopš { $from }
period-chooser-until = Līdz { $to }
period-chooser-between = { $from } – { $to }
