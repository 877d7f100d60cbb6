# Completion of tollbook's commands and options for bash. What there is to complete is asked of the program itself, whose help is printed from the
# tables that parse its options, so that nothing stands here that could be out of date. Installed as bash-completion/completions/tollbook; to try it:
# source this file.
_tollbook_words() { # the commands; or the options of the command $2, or the choices of its option $3
    if [ -z "${2-}" ]; then
        "$1" help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p'
    elif [ -z "${3-}" ]; then
        "$1" help "$2" 2>/dev/null | sed -n 's/^  \(--[a-z-]*\) .*/\1/p'
    else
        "$1" help "$2" 2>/dev/null | sed -n "s/^  $3 WORD .*: \(.*\)/\1/p" | tr -d ','
    fi
}

_tollbook() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ] || { [ "$COMP_CWORD" -eq 2 ] && [ "$before" = help ]; }; then
        words=$(_tollbook_words "$1")
    elif [ "${before:0:2}" = -- ] && words=$(_tollbook_words "$1" "${COMP_WORDS[1]}" "$before") && [ -n "$words" ]; then
        :
    elif [ "${word:0:1}" = - ]; then
        words=$(_tollbook_words "$1" "${COMP_WORDS[1]}")
    else
        return 0 # a file: bash's own way
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o default -F _tollbook tollbook
