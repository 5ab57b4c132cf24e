# What the server does in the background.

jobs-title = Background work
jobs-note = What the server does by itself. Whatever goes wrong is tried again.
jobs-name = Work
jobs-state = State
jobs-last = Last run
jobs-next = Next run
jobs-every = How often
jobs-never = Never yet
# $ago (String) – how long ago it ended, such as "2 min" or "just now"
# $took (String) – how long it took
jobs-ran = { $ago }, took { $took }
# $wait (String) – how long until it is due
jobs-due = In { $wait }
jobs-waiting = Waiting
jobs-running = Running
jobs-failing = Went wrong

## The jobs

jobs-rotate-keys = Change the key that prompts are signed with
jobs-expire = Remove expired sign-ins and links
jobs-outbox = Send what is waiting
jobs-clear-uploads = Remove old uploads
jobs-imports = Import files
