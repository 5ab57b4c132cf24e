code-copy = Kopēt
code-copied = Nokopēts
code-selected = Atlasīts: nospiediet Ctrl+C vai ⌘C
