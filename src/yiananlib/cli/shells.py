"""How shells complete: as click has them do, but that bash, too, shows what a code stands for."""

from __future__ import annotations

from typing import Any, Final

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_SOURCE: Final = """\
%(complete_func)s() {
    local IFS=$'\\n' response completion type value said
    local -a found=() told=()
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete $1)
    COMPREPLY=()
    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                said=${value#*$'\\t'}
                value=${value%%$'\\t'*}
                found+=("$value")
                if [[ $said != "$value" ]]; then told+=("$value  ($said)"); else told+=("$value"); fi ;;
        esac
    done
    # 33 and 63: they are listed, and nothing is put into the line but what all have in common
    if [[ ${#found[@]} -gt 1 && ( $COMP_TYPE == 33 || $COMP_TYPE == 63 ) ]]; then
        COMPREPLY=("${told[@]}")
    else
        COMPREPLY=("${found[@]}")
    fi
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Completes in bash; where several fit, each is listed with what it stands for."""

    source_template = _SOURCE

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return a line of what the script reads: type, value, and what it stands for."""
        said = " ".join(str(item.help or "").split())
        return f"{item.type},{item.value}" + (f"\t{said}" if said else "")


def register() -> None:
    """Let click complete in bash so."""
    add_completion_class(Bash)
