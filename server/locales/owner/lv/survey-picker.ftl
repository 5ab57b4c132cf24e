survey-picker-chosen = Aptauja: { $survey }
survey-picker-paused = apturēta

## Where a shop has no survey

survey-picker-none = Jums vēl nav nevienas aptaujas.
survey-picker-none-note = Sāciet ar kādu no aptaujām, ko veikali parasti uzdod pēc pasūtījuma.
survey-picker-add = Pievienot aptauju
