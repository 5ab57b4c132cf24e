## Pages of a shop

layout-overview = Pārskats
layout-responses = Atbildes
layout-breakdown = Dalījums
layout-words = Vārdi
layout-loyalty = Lojalitāte
layout-surveys = Aptaujas
layout-install = Uzstādīšana
layout-settings = Iestatījumi

## Around them

layout-navigation = Galvenā izvēlne
layout-shop-chooser = Veikals: { $shop }
layout-sign-out = Izrakstīties
layout-skip = Pāriet uz saturu

layout-page-title = { $page } · { $shop }
layout-document-title = { $title } · Afterword
layout-report-title = Atskaite · { $shop }

## Banners

layout-demo-label = Demonstrācija
layout-demo = <strong>Demonstrācija: šīs atbildes ir izdomātas.</strong> Neviens pircējs nav aptaujāts.
layout-store-trouble = <strong>Datu glabātavā ir radusies kļūme.</strong> { $trouble }.
