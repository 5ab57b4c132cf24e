qr-leads-to = QR kods, kas ved uz { $address }
qr-svg = SVG drukai
qr-png = PNG
