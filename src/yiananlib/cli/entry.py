"""Where ``yian`` starts. ``--version`` is answered before anything is imported."""

import sys


def main() -> None:
    """Run ``yian`` with the arguments of the process and end it with the command's exit status."""
    from yiananlib.cli import streams

    streams.guard()
    if sys.argv[1:] == ["--version"]:
        from yiananlib import __version__

        sys.stdout.write(f"yian {__version__}\n")
        if status := streams.ended(0):
            sys.exit(status)
        return
    import gc
    import os

    # a command lives for a moment and makes hardly any cycles: collecting them costs a fifth of its time
    gc.disable()
    from yiananlib import messages
    from yiananlib.cli import language

    messages.install(language.of(sys.argv[1:], os.environ), os.environ)

    # only now: the tables of commands and options are translated as they are imported
    from yiananlib.cli.main import run

    try:
        sys.exit(streams.ended(run(sys.argv[1:], os.environ)))
    finally:
        # else the interpreter looks for cycles among all that was loaded once more before it ends
        gc.freeze()
