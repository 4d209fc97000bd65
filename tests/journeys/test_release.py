"""`make release` sets the version in its one place, and gathers the changes; tried on a copy."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

SOURCE: Final = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_a_release_sets_the_version_and_tells_all_its_changes(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "CHANGELOG.md"):
        shutil.copy(SOURCE / name, tmp_path / name)
    shutil.copytree(SOURCE / "changelog.d", tmp_path / "changelog.d")
    (tmp_path / "changelog.d/+tried.fixed.md").write_text("This is tried.\n", encoding="utf-8")
    package = tmp_path / "src/yiananlib"
    package.mkdir(parents=True)
    shutil.copy(SOURCE / "src/yiananlib/__init__.py", package / "__init__.py")
    for call in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(call, cwd=tmp_path, check=True)
    fragments = [path.read_text(encoding="utf-8") for path in (tmp_path / "changelog.d").glob("+*.md")]

    make = ["make", "--silent", "release", f"BIN={Path(sys.executable).parent}"]
    assert subprocess.run(make, cwd=tmp_path, capture_output=True, check=False).returncode != 0
    subprocess.run([*make, "VERSION=9.8.7"], cwd=tmp_path, capture_output=True, check=True)

    before = (SOURCE / "src/yiananlib/__init__.py").read_text(encoding="utf-8")
    after = (package / "__init__.py").read_text(encoding="utf-8")
    assert after == re.sub(r'(?m)^__version__ = ".*"$', '__version__ = "9.8.7"', before)
    told = (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"(?m)^## 9\.8\.7 \(\d{4}-\d\d-\d\d\)$", told)
    words = " ".join(told.split())
    assert [fragment for fragment in fragments if " ".join(fragment.split()) not in words] == []
    assert [path.name for path in (tmp_path / "changelog.d").iterdir()] == ["README.md"]


def test_the_version_stands_in_one_place() -> None:
    (version,) = re.findall(
        r'(?m)^__version__ = "(.+)"$', (SOURCE / "src/yiananlib/__init__.py").read_text(encoding="utf-8")
    )
    for name in ("pyproject.toml", "Containerfile", "hatch_build.py", "deploy/bundle.py"):
        assert not re.search(rf"version\W+{re.escape(version)}", (SOURCE / name).read_text(encoding="utf-8")), name
