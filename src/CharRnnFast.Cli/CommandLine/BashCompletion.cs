using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// The script that completes command lines in bash, from version 3.2, without other scripts: a table of what each command takes, and a
/// function that reads it. A kind of value is one word there: <c>a|b</c> for a choice, <c>path</c>, <c>path.safetensors</c>, <c>any</c>;
/// after an option's name it stands behind a colon, and nothing does for a flag.
/// </summary>
internal static class BashCompletion
{
    public static string Of(Command root)
    {
        StringBuilder script = new(Opening);
        string first = string.Join(' ', [.. root.Names, .. root.Options.ConvertAll(option => option.Name)]);
        script.Append($"        _charrnn_words '{first}'\n").Append(AfterFirstWord);
        foreach (Command command in root.Commands)
        {
            string arguments = string.Join(' ', command.Arguments.ConvertAll(Kind));
            string options = string.Join(' ', command.Options.ConvertAll(option => $"{option.Name}:{Kind(option.Kind)}"));
            script.Append($"        {command.Name})\n            arguments='{arguments}'\n            options='{options}' ;;\n");
        }

        return script.Append(Rest).ToString();
    }

    private static string Kind(Argument argument) => argument.IsRepeatable ? $"{Kind(argument.Kind)}..." : Kind(argument.Kind);

    private static string Kind(ValueKind? kind) => kind switch
    {
        null => "",
        { Words.Length: > 0 } => string.Join('|', kind.Words),
        { IsPath: true } => $"path{kind.Extension}",
        _ => "any",
    };

    private const string Opening = """
        # Completion of charrnn for bash. For this shell: source <(charrnn completion bash)

        _charrnn() {
            local IFS=$' \t\n' arguments='' options='' given=' ' left='' only='' name='' prefix='' kind='' cur word i
            COMPREPLY=()
            cur=${COMP_WORDS[COMP_CWORD]}
            if ((COMP_CWORD == 1)); then

        """;

    private const string AfterFirstWord = """
                return
            fi
            case ${COMP_WORDS[1]} in

        """;

    // By default = separates words: --cell=gru is three.
    private const string Rest = """
                *) return ;;
            esac

            set -- $arguments
            for ((i = 2; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ -z $only && $word == --* ]]; then
                    name=''
                    [[ $word == -- ]] && only=arguments
                    given+="${word%%=*} "
                    if [[ $word != *=* ]]; then
                        _charrnn_kind "$word"
                        [[ -n $kind ]] && name=$word
                    fi
                elif [[ -n $name ]]; then
                    [[ $word == '=' ]] || name=''
                elif [[ ${1-} != *... && $# -gt 0 ]]; then
                    shift
                fi
            done

            if [[ -z $only && $cur == --*=* ]]; then
                name=${cur%%=*} prefix=${cur%%=*}= cur=${cur#*=}
            elif [[ -n $name && $cur == '=' ]]; then
                cur=''
            elif [[ -z $only && $cur == -* || -z $name && $# == 0 ]]; then
                for word in $options; do
                    [[ $given == *" ${word%%:*} "* ]] || left+="${word%%:*} "
                done
                _charrnn_words "$left"
                return
            fi

            kind=${1-}
            [[ -z $name ]] || _charrnn_kind "$name"
            kind=${kind%...}
            case $kind in
                *'|'*) _charrnn_words "${kind//|/ }" ;;
                path*) _charrnn_files "${kind#path}" ;;
            esac
        }

        # Sets kind to that of an option's value.
        _charrnn_kind() {
            kind=" $options "
            if [[ $kind == *" $1:"* ]]; then kind=${kind#*" $1:"} kind=${kind%% *}; else kind=''; fi
        }

        # Offers those of some words that begin as typed.
        _charrnn_words() {
            COMPREPLY=($(compgen -P "$prefix" -W "$1" -- "$cur"))
        }

        # Offers files and folders; where some end in $1, only these and folders. Bash 3.2 does all that on its own, to quote names.
        _charrnn_files() {
            local found=''
            type compopt >/dev/null 2>&1 || return 0
            compopt -o filenames 2>/dev/null
            case $cur in
                [\'\"]*) cur=${cur#?} ;;
                *) cur=${cur//\\/} ;;
            esac
            [[ -z $1 ]] || found=$(compgen -P "$prefix" -f -X "!*$1" -- "$cur")
            if [[ -n $found ]]; then
                found+=$'\n'$(compgen -P "$prefix" -d -- "$cur")
            else
                found=$(compgen -P "$prefix" -f -- "$cur")
            fi
            while IFS= read -r word; do
                [[ -z $word ]] || COMPREPLY+=("$word")
            done <<<"$found"
        }

        if type compopt >/dev/null 2>&1; then
            complete -F _charrnn charrnn
        else
            complete -o default -F _charrnn charrnn
        fi

        """;
}
