"""Asks `tests/warm.py` to run a command; as a program, it is `yian`. Each command waits for what is imported here."""

import _socket
import array
import marshal
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def ask(
    address: str,
    arguments: "Sequence[str]",
    environ: "Mapping[str, str]",
    streams: "Sequence[int]",
    under: "Sequence[str]" = (),
) -> "int | None":
    """Have a command run in the folder of this process, with ``streams`` as its standard ones, `under` what traces it.

    Returns:
        Its exit status as a shell tells it, 128 and more where a signal ended it; None where it needs a process of its
        own and was not run.
    """
    umask = os.umask(0o077)
    os.umask(umask)
    asked = marshal.dumps((list(arguments), dict(environ), os.getcwd(), umask, list(under)))  # noqa: PTH109 - does without pathlib
    link = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        link.connect(address)
        rights = [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", streams))]
        link.sendmsg([len(asked).to_bytes(4, "big")], rights)
        link.sendall(asked)
        answer = link.recv(8)
    finally:
        link.close()
    return None if answer == b"no" else int(answer)


if __name__ == "__main__":
    _this, _address, _python, *_arguments = sys.argv
    _status = ask(_address, _arguments, os.environ, (0, 1, 2))
    if _status is None:
        os.execv(_python, [_python, "-m", "yiananlib", *_arguments])  # noqa: S606 - this process becomes it
    os._exit(_status)
