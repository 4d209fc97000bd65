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
from pathlib import Path
from typing import Final

KEPT: Final = frozenset(["PATH", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "COMSPEC", "PATHEXT", "LD_LIBRARY_PATH"])
"""Where programs are, and where files may be made."""
TOLD: Final = frozenset(["CI", "YIAN_HYPOTHESIS"])
"""What says how hard to try."""
TOOLS: Final = ("PYTEST_", "COVERAGE_", "COV_", "PIP_")
"""What the tools that run the tests tell one another, and what reaches the package index."""
REACHING: Final = frozenset(
    ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
    + [name for proxy in ("http_proxy", "https_proxy", "all_proxy", "no_proxy") for name in (proxy, proxy.upper())]
)
"""What else reaches the package index: the names that `.ci/run` keeps."""


def settle() -> None:
    """Leave nothing of the user's settings in force: environment, home, time zone, mask of permissions."""
    keep_index(os.environ)
    home = tempfile.mkdtemp(prefix="yian-home-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    clean(os.environ, home)
    os.umask(0o022)
    if hasattr(time, "tzset"):
        time.tzset()


def keep_index(environ: MutableMapping[str, str]) -> None:
    """Say where pip's settings of the user lie, which it looks for in the home: they may name the package index."""
    home = environ.get("HOME", "")
    for place in (".config/pip/pip.conf", ".pip/pip.conf"):
        if home and Path(home, place).is_file():
            environ.setdefault("PIP_CONFIG_FILE", f"{home}/{place}")


def clean(environ: MutableMapping[str, str], home: str) -> None:
    """Leave in ``environ`` what the tests may see, with an empty home."""
    for name in [n for n in environ if n not in KEPT | TOLD | REACHING and not n.startswith(TOOLS)]:
        del environ[name]
    environ.update({"HOME": home, "LANG": "C.UTF-8", "YIAN_LANG": "en", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1"})
