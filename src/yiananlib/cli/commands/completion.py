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
    from yiananlib.cli.shells import script

    click.echo(script(shell), nl=False)
