# Pages of what can’t be shown.

failure-loading-title = Reading your figures
# $percent (Number) – how much is read, 0 to 99
failure-loading = The server has just started and reads every order and answer once: { $percent } % so far. This page looks again by itself.
failure-loading-progress = How much is read
failure-nothing-here = Nothing here
failure-forbidden = You can’t do that here
failure-too-many = Too many attempts
failure-conflict = Somebody was faster
failure-ours = That did not work
failure-unreadable = That can’t be read
failure-back = To your overview
