# Where the address without a path leads.

home-no-shop = Your account has no shop. Whoever runs this server can add one with “afterword init”.
