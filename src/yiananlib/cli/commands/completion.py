"""``yian completion``."""

import click

from yiananlib.cli.command import yian_command
from yiananlib.cli.session import Session
from yiananlib.messages import _


@yian_command(
    "completion",
    examples="yian completion bash > ~/.local/share/bash-completion/completions/yian\n"
    "yian completion zsh > ~/.zfunc/_yian\nyian completion fish > ~/.config/fish/completions/yian.fish\n"
    "yian completion powershell > yian.ps1",
    details=_("Save it where the shell looks for completions."),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
def command(session: Session, shell: str) -> None:
    from click.shell_completion import get_completion_class

    from yiananlib.cli import shells
    from yiananlib.cli.main import root

    shells.register()
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click has one for each shell of the choice
    script = made(root, {}, "yian", "_YIAN_COMPLETE")
    click.echo(script.source_template % script.source_vars())
