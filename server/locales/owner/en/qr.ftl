# QR codes that lead to a survey’s page.

# $address (String) – where the code leads
qr-leads-to = QR code that leads to { $address }
qr-svg = SVG, for print
qr-png = PNG
