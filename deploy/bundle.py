"""Put yian and all it needs into one zip, for machines of this kind that have no network: what ``make bundle`` runs.

``python deploy/bundle.py [FOLDER]`` writes ``yian-VERSION-PLATFORM.zip`` into a folder, else ``dist``: a folder of
wheels, a list of them with their digests, which pip holds them against, and a script each for sh and PowerShell that
installs from these alone. Wheels with compiled parts fit one system and one Python, which the name tells.
"""

import hashlib
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
SCRIPTS: Final = ("install.sh", "install.ps1", "README.txt")
WHEELS: Final = "wheels"


def main() -> None:
    """Make it, and say where it is and how large."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent / "dist")
    made = bundle(folder)
    print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")


def bundle(folder: Path) -> Path:
    """Write the zip into a folder, and return it.

    Raises:
        subprocess.CalledProcessError: pip could not get or build a wheel; it has said why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="yian-bundle-") as scratch:
        shelf = Path(scratch) / WHEELS
        collect(shelf)
        wheels = sorted(shelf.glob("*.whl"))
        (own,) = (wheel for wheel in wheels if wheel.name.startswith("yian-"))
        name = f"yian-{own.name.split('-')[1]}-{platform()}"
        partial = folder / f"{name}.zip.partial"
        with zipfile.ZipFile(partial, "w") as archive:
            for script in SCRIPTS:
                archive.write(HERE / "bundle" / script, f"{name}/{script}", zipfile.ZIP_DEFLATED)
            archive.writestr(f"{name}/requirements.txt", requirements(wheels))
            for wheel in wheels:
                archive.write(wheel, f"{name}/{WHEELS}/{wheel.name}")
    return partial.replace(folder / f"{name}.zip")


def collect(shelf: Path) -> None:
    """Put wheels of yian with its documents, of what these need, and of pip into a folder.

    Raises:
        subprocess.CalledProcessError: One could not be had.
    """
    root = HERE.parent
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "wheel", "--quiet"]
    # Without isolation, so that the build too uses the pinned versions.
    limits = ["--no-build-isolation", "--constraint", str(root / "constraints.txt")]
    # pip itself too: a Python of a Linux distribution may come without.
    subprocess.run([*pip, *limits, "--wheel-dir", str(shelf), f"{root}[documents]", "pip"], check=True)


def platform() -> str:
    """Return what the wheels fit: ``linux_x86_64-cp311``."""
    system = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{system}-cp{sys.version_info.major}{sys.version_info.minor}"


def requirements(wheels: list[Path]) -> str:
    """Return the list pip installs, each with the version and the digest of its wheel."""
    # The scripts look for the Python that the first line names.
    lines = [f"# Python {sys.version_info.major}.{sys.version_info.minor}\n"]
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        asked = "yian[documents]" if name == "yian" else name
        if name != "pip":
            lines.append(f"{asked}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
