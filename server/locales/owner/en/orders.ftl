# How an order became known. These stand behind the word “Found”, or alone in a table.

orders-found-on-tag = on the tag
orders-found-in-call = in the page’s call
orders-found-in-data-layer = in the data layer (Google Analytics 4)
orders-found-by-ecwid = by Ecwid
orders-found-in-json-ld = in the page’s schema.org data
orders-found-in-link = in the link to the survey’s page
orders-found-by-api = since your server sent it
orders-found-in-file = in a file that you imported
