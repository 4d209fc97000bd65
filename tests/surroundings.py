"""What of a developer's machine the tests see: where programs are, and nothing else.

Settled before the first test module is imported, for this process and all that it starts. So what an
environment does to yian is tested where a test names it, and nowhere by chance.
"""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import MutableMapping
from typing import Final

KEPT: Final = frozenset(["PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COMSPEC", "PATHEXT", "LD_LIBRARY_PATH"])
"""Where programs are, and where files may be made."""
TOLD: Final = frozenset(["CI", "YIAN_HYPOTHESIS"])
"""What says how hard to try."""
TOOLS: Final = ("PYTEST_", "COVERAGE_", "COV_")
"""What the tools that run the tests tell one another."""


def settle() -> None:
    """Leave nothing of the user's settings in force: environment, home, time zone, mask of permissions."""
    home = tempfile.mkdtemp(prefix="yian-home-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    clean(os.environ, home)
    os.umask(0o022)
    if hasattr(time, "tzset"):
        time.tzset()


def clean(environ: MutableMapping[str, str], home: str) -> None:
    """Leave in ``environ`` what the tests may see, with an empty home."""
    for name in [n for n in environ if n not in KEPT | TOLD and not n.startswith(TOOLS)]:
        del environ[name]
    environ.update({"HOME": home, "LANG": "C.UTF-8", "YIAN_LANG": "en", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1"})
