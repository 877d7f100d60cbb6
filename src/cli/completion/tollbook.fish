# Completion of tollbook's commands and options for fish; what there is is asked of the program (see tollbook.bash). Installed as
# vendor_completions.d/tollbook.fish.
function __tollbook_commands
    tollbook help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\)  *\(.*\)/\1\t\2/p'
end
function __tollbook_options
    set -l words (commandline -opc)
    tollbook help $words[2] 2>/dev/null | sed -n 's/^  \(--[a-z-]*\)\( [A-Z][A-Z]*\)*  *\(.*\)/\1\t\3/p'
end
function __tollbook_choices
    set -l words (commandline -opc)
    tollbook help $words[2] 2>/dev/null | sed -n "s/^  $words[-1] WORD .*: \(.*\)/\1/p" | tr -d ' ' | tr ',' '\n'
end
complete -c tollbook -n 'test (count (commandline -opc)) -eq 1' -f -a '(__tollbook_commands)'
complete -c tollbook -n 'test (count (commandline -opc)) -eq 2; and string match -q help (commandline -opc)[2]' -f -a '(__tollbook_commands)'
complete -c tollbook -n 'test (count (commandline -opc)) -gt 1; and string match -q -- "-*" (commandline -ct)' -f -a '(__tollbook_options)'
complete -c tollbook -n 'test (count (commandline -opc)) -gt 2; and test -n "$(__tollbook_choices)"' -f -a '(__tollbook_choices)'
