"""Officers with SSH keys, in a county whose campaign demands signatures."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders import HEAD, INSPECTOR, LIAISON, OFFICE
from tests.services.repositories import Repository, honest

needs_ssh_keygen = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


class SigningOffice(Repository):
    """A repository in which whoever commits signs, with the key of the officer unless another is named."""

    @property
    def keys(self) -> Path:
        folder = self.root.parent / "keys"
        folder.mkdir(exist_ok=True)
        return folder

    def key(self, officer: str) -> Path:
        """Return the key of an officer, made when it is first asked for."""
        path = self.keys / officer.replace("/", "-")
        if not path.exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
        return path

    def line(self, officer: str, key: str | None = None) -> str:
        """Return an officer's line of `allowed_signers`."""
        return f"{officer} {self.key(key or officer).with_suffix('.pub').read_text(encoding='utf-8')}"

    def signed(self, by: str, *options: str, key: str | None = None) -> str:
        """Commit, and sign with the officer's key or that of another."""
        path = self.key(key or by)
        self.git("config", "gpg.format", "ssh")
        self.git("config", "user.signingkey", path)
        return self.commit(by, "--gpg-sign", *options)


def signing_office(folder: Path) -> SigningOffice:
    """Return an honest history that since its last commit demands signatures."""
    repo = SigningOffice(honest(folder).root)
    repo.on("2026-04-20")
    repo.write("allowed_signers", "".join(map(repo.line, (HEAD, INSPECTOR, LIAISON, OFFICE))))
    repo.edit("yian.toml", "signed = false", "signed = true")
    repo.commit(OFFICE)
    return repo
