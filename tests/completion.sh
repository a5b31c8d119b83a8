#!/usr/bin/env bash
# The scripts of charrnn completion, each in its shell, and the page of charrnn manual in two programs that format such pages.
#
#     tests/completion.sh EXECUTABLE
set -uo pipefail
cd "$(dirname "$0")/.."
executable=$(realpath "${1:?the executable is missing; give its path}")

tests/install.sh bash zsh fish mandoc groff-base || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch TERM=dumb matches=$scratch/matches
for shell in bash zsh fish; do "$executable" completion $shell >"$scratch/$shell" || exit 1; done
"$executable" manual >"$scratch/manual" || exit 1

# The shells complete and run a command that shows its arguments.
mkdir "$scratch/bin"
printf '#!/bin/sh\nprintf "[%%s]" "$@"\nprintf "\\nEND\\n"\n' >"$scratch/bin/charrnn"
chmod +x "$scratch/bin/charrnn"
export PATH=$scratch/bin:$PATH
cat >"$scratch/rc.bash" <<E2
PS1=
source '$scratch/bash'
echo READY
E2
cat >"$scratch/rc.zsh" <<E2
PROMPT=
autoload -Uz compinit && compinit -u -d '$scratch/dump'
source '$scratch/zsh'
compadd() {
    local -a found
    # With one of these nothing is offered.
    [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] || { builtin compadd -O found "\$@"; print -rl -- \$found >>\$matches; }
    builtin compadd "\$@"
}
echo READY
E2
# A terminal in which a shell, the second argument, reads its file and a line with a tab.
cat >"$scratch/terminal.zsh" <<'E2'
zmodload zsh/zpty
zpty terminal $2
zpty -w terminal "source $1"
zpty -r -m terminal shown '*READY*' || exit
zpty -n -w terminal "$3"$'\t\n'
zpty -r -m terminal shown '*END*' || exit
print -r -- $shown
E2

# What is to be completed, and a folder that is called like a command.
mkdir -p "$scratch/files/models" "$scratch/files/sample"
cd "$scratch/files" || exit 1
touch 'my book.txt' "it's \$5 [a].txt" a.safetensors models/b.safetensors

passed=0
failed=0

# holds NAME PATTERN TEXT: whether a text, with spaces for its line ends and, if there is any, around it, is as a pattern says.
holds() {
    local shown=" ${3//$'\n'/ }${3:+ }"
    # shellcheck disable=SC2053
    if [[ $shown == $2 ]]; then
        passed=$((passed + 1))
    else
        echo "FAIL $1: expected $2, got $shown"
        failed=$((failed + 1))
    fi
}

# Under -u, and with an IFS that a user's script may have left.
in_bash() {
    local -a words=()
    read -ra words <<<"${1//=/ = }"
    [[ $1 != *' ' ]] || words+=('')
    bash --norc --noprofile -uc '
        IFS=: COMPREPLY=()
        source "$1" || exit
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _charrnn
        (( ${#COMPREPLY[@]} == 0 )) || printf "%s\n" "${COMPREPLY[@]}"' bash "$scratch/bash" "${words[@]}" 2>&1
}
in_zsh() {
    : >"$matches"
    typed_in zsh "$1" >/dev/null
    cat "$matches"
}
in_fish() { fish --no-config -c "source $scratch/fish; complete -C \$argv[1]" -- "$1" 2>&1 | cut -f 1; }

# typed_in SHELL LINE: the arguments that the command is run with once tab and enter were pressed.
typed_in() {
    local start='bash --norc --noprofile -i'
    [[ $1 == bash ]] || start='zsh -f -i'
    timeout 60 zsh -f "$scratch/terminal.zsh" "$scratch/rc.$1" "$start" "$2" | tr -d '\r' | grep -o '^\[.*\]$'
}

# offers LINE PATTERN: all three shells.
offers() {
    local shell
    for shell in bash zsh fish; do holds "$shell: $1" "$2" "$(in_$shell "$1")"; done
}

for command in train sample eval report info gradcheck bench completion manual help; do offers 'charrnn ' "* $command *"; done
offers 'charrnn ma' ' manual '
offers 'charrnn --v' ' --version '
offers 'charrnn train --ce' ' --cell*'
offers 'charrnn train book.txt --hidden 5 --cell lstm --opt' ' --optimizer*'
offers 'charrnn sample --temp' ' --temperature*'
offers 'charrnn train --cell ' ' @(rnn gru lstm|gru lstm rnn) '
offers 'charrnn train --quiet --cell g' ' gru '
offers 'charrnn train --cell=g' ' ?(--cell=)gru '
offers 'charrnn train --encoding ' '*utf-8*'
offers 'charrnn completion ' ' @(bash zsh fish|bash fish zsh) '
offers 'charrnn help gr' ' gradcheck '
offers 'charrnn train --hidden ' ' '
offers 'charrnn train my' '* my?( |\\ )book.txt *'
offers 'charrnn train --log my' '* my?( |\\ )book.txt *'
offers 'charrnn train --log=my' ' ?(--log=)my?( |\\ )book.txt *'
offers 'charrnn sample a' ' a.safetensors *'
offers 'charrnn sample models/' ' ?(models/)b.safetensors *'
offers 'charrnn train --resume ' '* a.safetensors *'
offers 'charrnn train --resume mod' '* models* '
offers 'charrnn eval a.safetensors my' '*my?( |\\ )book.txt *'

for shell in bash zsh; do
    holds "$shell: an option is offered once" ' --quiet ' "$("in_$shell" 'charrnn train --q')"
    holds "$shell: and then no more" ' ' "$("in_$shell" 'charrnn train --quiet --q')"
    holds "$shell: other files than models follow where there are none" '*book.txt*' "$("in_$shell" 'charrnn sample my')"
    holds "$shell: a name with a space" ' \[train\]\[my book.txt\] ' "$(typed_in $shell 'charrnn train my')"
    holds "$shell: in quotes" ' \[train\]\[my book.txt\] ' "$(typed_in $shell 'charrnn train "my')"
    holds "$shell: escaped" ' \[train\]\[my book.txt\] ' "$(typed_in $shell 'charrnn train my\ b')"
    holds "$shell: a name with all that is special" " \\[train\\]\\[it's \\\$5 \\[a\\].txt\\] " "$(typed_in $shell 'charrnn train it')"
    holds "$shell: after an equals sign" ' \[train\]\[--log=my book.txt\] ' "$(typed_in $shell 'charrnn train --log=my')"
    holds "$shell: a value after an equals sign" ' \[train\]\[--cell=lstm\] ' "$(typed_in $shell 'charrnn train --cell=l')"
    holds "$shell: a folder called like the command" ' \[sample\] ' "$(typed_in $shell 'charrnn sampl')"
done
holds "bash: where = separates no words" ' --cell=gru ' "$(bash --norc -uc "source $scratch/bash; COMP_WORDS=(charrnn train --cell=g) COMP_CWORD=2; _charrnn; echo \"\${COMPREPLY[@]}\"")"
for shell in bash zsh; do holds "$shell: called by a path" ' \[train\]\[--cell\] ' "$(typed_in $shell '../bin/charrnn train --ce')"; done
holds "fish: called by a path" ' --cell ' "$(in_fish '../bin/charrnn train --ce')"
holds "fish: descriptions" $'*share of each layer\'s outputs that*' "$(fish --no-config -c "source $scratch/fish; complete -C 'charrnn train --drop'")"

# There is no date: with one the page would not be that of the version alone.
holds "mandoc" ' ' "$(mandoc -T lint "$scratch/manual" | grep -v 'WARNING: missing date')"
holds "groff" ' ' "$(groff -man -ww -z "$scratch/manual" 2>&1)"
holds "the page names an option with its dashes" '* --sequence-length N *' "$(mandoc -T ascii "$scratch/manual" | sed 's/.\x08//g' | tr -s ' ')"

echo "$passed passed, $failed failed"
(( failed == 0 ))
