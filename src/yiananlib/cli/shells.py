"""How shells complete: as click has them do, but that bash, too, shows what a code stands for.

``python -m yiananlib.cli.shells FOLDER`` writes the scripts where shells look below a prefix; the build of a wheel runs
it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, get_completion_class

if TYPE_CHECKING:
    from pathlib import Path

PLACES: Final = {
    "bash": "share/bash-completion/completions/yian",
    "zsh": "share/zsh/site-functions/_yian",
    "fish": "share/fish/vendor_completions.d/yian.fish",
}
"""Where each shell that looks anywhere finds a program's completion, below the prefix it is installed under."""

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


def script(shell: str) -> str:
    """Return what a shell reads so as to complete yian: of bash, zsh, fish or powershell."""
    register()
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click has one for each of them
    # The script asks yian itself what fits, so it is the same whatever commands there are.
    ours = made(click.Group("yian"), {}, "yian", "_YIAN_COMPLETE")
    return (ours.source_template % ours.source_vars()).strip("\n") + "\n"


def write(folder: Path) -> None:
    """Write the scripts of ``PLACES`` below a folder, which is made."""
    for shell, place in PLACES.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(script(shell), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    from pathlib import Path  # completion does without

    write(Path(sys.argv[1]))
