orders-found-on-tag = skripta birkā
orders-found-in-call = lapas izsaukumā
orders-found-in-data-layer = datu slānī (Google Analytics 4)
orders-found-by-ecwid = ar Ecwid
orders-found-in-json-ld = lapas schema.org datos
orders-found-in-link = saitē uz aptaujas lapu
orders-found-by-api = to atsūtīja jūsu serveris
orders-found-in-file = importētā failā
