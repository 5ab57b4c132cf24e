# Latvian

language-name = Latviešu
