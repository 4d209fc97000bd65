"""A shelf of wheels, filled once a run from the package index; all installing in tests is from the shelf alone."""

import fcntl
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).resolve().parents[2]
BUILT_FROM: Final = (
    "src", "deploy", "pyproject.toml", "hatch_build.py", "constraints.txt", "README.md", "LICENSE", ".gitignore",
    ".pre-commit-hooks.yaml",
)  # fmt: skip
"""What yian is built from, and what it hands to others."""
TOOLS: Final = ("uv", "pipx", "pre-commit")
"""What others install yian with, where the index has it."""
PIP: Final = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")


@dataclass(frozen=True)
class Shelf:
    """What lies ready: ``bundle`` is the zip that was made, ``wheels`` what it and the tools need."""

    root: Path

    @property
    def bundle(self) -> Path:
        (found,) = self.root.glob("bundle/*.zip")
        return found

    @property
    def wheels(self) -> Path:
        return self.root / "wheels"

    @property
    def wheel(self) -> Path:
        (found,) = self.wheels.glob("yian-*.whl")
        return found

    @property
    def sdist(self) -> Path:
        (found,) = self.root.glob("sdist/*.tar.gz")
        return found

    @property
    def source(self) -> Path:
        """A copy of the source tree."""
        return self.root / "source"

    @property
    def environ(self) -> dict[str, str]:
        """Where pip, and what runs pip, find these wheels and nothing else."""
        own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        own |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_NO_COMPILE": "1"}
        kept = ("PATH", "TMPDIR", "LANG", "TZ", "YIAN_LANG", "GIT_CONFIG_NOSYSTEM")
        return {name: os.environ[name] for name in kept if name in os.environ} | own

    def has(self, tool: str) -> None:
        """Skip a test of a tool that the index did not have."""
        if not any(self.wheels.glob(f"{tool.replace('-', '_')}-*.whl")):
            pytest.skip(f"needs {tool}")

    @property
    def uv(self) -> Path:
        """The program, which installs in a moment."""
        return self.root / "uv/bin/uv"

    def clean(self, folder: Path, *wanted: str | Path) -> Path:
        """Make a clean environment with what is wanted in it, by pip, and return its folder of programs."""
        run([sys.executable, "-m", "venv", "--without-pip", folder], self.environ)
        run([*PIP, "--python", folder / "bin/python", "install", *wanted], self.environ)
        return folder / "bin"

    def tool(self, folder: Path, name: str) -> Path:
        """Install a tool in a folder, or skip; return the program."""
        self.has(name)
        if not self.uv.exists():
            return self.clean(folder, name) / name
        run([sys.executable, "-m", "venv", "--without-pip", folder], self.environ)
        own = {"UV_NO_CONFIG": "1", "UV_CACHE_DIR": str(self.root / "uv-cache"), "HOME": str(folder)}
        call: list[str | Path] = [self.uv, "pip", "install", "--quiet", "--python", folder / "bin/python", "--no-index"]
        run([*call, "--find-links", self.wheels, name], self.environ | own)
        return folder / "bin" / name


def run(call: Sequence[str | Path], environ: Mapping[str, str], cwd: Path | None = None) -> str:
    """Run a program, which must succeed, and return what it printed."""
    done = subprocess.run(call, env=environ, cwd=cwd, capture_output=True, encoding="utf-8", check=False, timeout=300)
    assert done.returncode == 0, (call, done.stdout, done.stderr)
    return done.stdout


def filled(above: Path) -> Shelf:
    """Fill a shelf in a folder that this run has, once: whoever comes second waits for it and finds it full."""
    root = above / f"shelf-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    root.mkdir(exist_ok=True)
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "full").exists():
            _fill(root)
            (root / "full").touch()
    if not (root / "wheels").exists():
        pytest.skip("needs the package index")
    return Shelf(root)


def _fill(root: Path) -> None:
    reaching = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    wheels, source = root / "wheels", root / "source"
    # Without the index there is no shelf; with it, whatever fails is a fault.
    if subprocess.run(
        [*PIP, "download", "--no-deps", "--dest", root / "probe", "tomli_w"],
        env=reaching,
        check=False,
        capture_output=True,
    ).returncode:
        return
    source.mkdir()
    for name in BUILT_FROM:
        if (SOURCE / name).is_dir():
            shutil.copytree(SOURCE / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy2(SOURCE / name, source / name)
    run([sys.executable, source / "deploy/bundle.py", root / "bundle"], reaching)
    (bundle,) = (root / "bundle").glob("*.zip")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(root / "unpacked")
    (unpacked,) = (root / "unpacked").iterdir()
    (unpacked / "wheels").rename(wheels)
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", root / "sdist"], reaching, cwd=source)
    limits: list[str | Path] = ["--constraint", source / "constraints.txt", "--dest", wheels, "--find-links", wheels]
    run([*PIP, "download", *limits, "hatchling", "babel", "click"], reaching)
    everything: list[str | Path] = [*PIP, "download", "--dest", wheels]
    if subprocess.run([*everything, *TOOLS], env=reaching, check=False, capture_output=True).returncode:
        for tool in TOOLS:
            subprocess.run([*everything, tool], env=reaching, check=False, capture_output=True)
    if any(wheels.glob("uv-*.whl")):
        run([*PIP, "install", "--target", root / "uv", "uv"], Shelf(root).environ)
