# A piece of code with a button that copies it.

code-copy = Copy
code-copied = Copied
# Where the browser lets nothing be copied by a button.
code-selected = Selected: press Ctrl+C or ⌘C
