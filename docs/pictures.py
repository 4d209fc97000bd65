"""Draw the pictures of the first pages from what yian prints, into docs/pictures; ``make pictures`` runs this.

A terminal's text becomes a web page by rich, and a picture by Chromium without a window; so does the county's page.
Where there is no Chromium, the pictures that are there stay as they are.
"""

import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import pexpect
from PIL import Image
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
LARGEST: Final = 60 * 1024
DAY: Final = "2026-07-15"
FONT: Final = "Noto Sans Mono CJK SC"
COLUMNS: Final = 132
THEME: Final = TerminalTheme(
    (30, 30, 34),
    (222, 222, 222),
    [(30, 30, 34), (240, 98, 98), (128, 200, 120), (232, 196, 96), (110, 168, 240), (200, 140, 220), (96, 200, 200),
     (222, 222, 222)],
)  # fmt: skip
TERMINAL: Final = """<!DOCTYPE html><html lang="LANG"><meta charset="utf-8"><style>
{stylesheet}
body {{margin: 0; padding: 18px 22px; color: {foreground}; background: {background};}}
pre {{margin: 0; font: 14px/1.42 "FONT", monospace; white-space: pre;}}
</style><body><pre><code style="font-family: inherit">{code}</code></pre></body></html>"""
SHOWN: Final = (("list", "--overdue"), ("report",))
LINES: Final = 45


def main() -> int:
    """Draw all pictures; return the exit status."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("chromium is not installed: the pictures in docs/pictures stay as they are", file=sys.stderr)
        return 0
    listing = shutil.which("fc-list")
    if listing and FONT not in subprocess.run([listing], capture_output=True, encoding="utf-8", check=True).stdout:
        print(f"{FONT} is not installed: the pictures in docs/pictures stay as they are", file=sys.stderr)
        return 0
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("zh", "en"):
            page = Path(folder) / f"{lang}.html"
            page.write_text(terminal(lang), encoding="utf-8")
            draw(chromium, page, PICTURES / f"report.{lang}.png", (1000, 940))
        page = Path(folder) / "page.html"
        yian("zh", "report", "-o", str(page))
        draw(chromium, page, PICTURES / "page.png", (1100, 1000))
    return 0


def terminal(lang: str) -> str:
    """Return a page that looks like a terminal in which commands were typed."""
    lines = []
    for command in SHOWN:
        lines += [f"\x1b[1;32m$\x1b[0m \x1b[1myian {' '.join(command)}\x1b[0m", *yian(lang, *command).splitlines(), ""]
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for line in lines[:LINES]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    return console.export_html(theme=THEME, code_format=TERMINAL.replace("LANG", lang).replace("FONT", FONT))


def yian(lang: str, *words: str) -> str:
    """Return what a command prints of the example in a terminal, which is as wide as the picture.

    Raises:
        SystemExit: it failed.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("YIAN_", "NO_COLOR"))}
    ledger = str(ROOT / "examples" / "yunling")
    environ = {**kept, "YIAN_LANG": lang, "YIAN_NOW": DAY, "YIAN_LEDGER": ledger}
    environ |= {"TERM": "xterm-256color", "YIAN_PAGER": "cat", "PYTHONUTF8": "1"}
    arguments = ["-m", "yiananlib", *words]
    said, status = pexpect.runu(
        shlex.join([sys.executable, *arguments]), env=environ, dimensions=(200, COLUMNS), withexitstatus=True
    )
    if status:
        raise SystemExit(said)
    return said.replace("\r", "")


def draw(chromium: str, page: Path, picture: Path, size: tuple[int, int]) -> None:
    """Make a picture of a page, in as many colours as keep it small.

    Raises:
        SystemExit: it is too large all the same.
    """
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
        window = f"--window-size={size[0]},{size[1]}"
        call = [chromium, *flags, f"--user-data-dir={folder}/home", window, f"--screenshot={shot}", page.as_uri()]
        subprocess.run(call, check=True, capture_output=True, timeout=120)
        drawn = Image.open(shot).convert("RGB")
    for colours in (128, 64, 32, 16):
        made = io.BytesIO()
        drawn.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
        if len(made.getvalue()) <= LARGEST:
            picture.write_bytes(made.getvalue())
            print(f"{picture.relative_to(ROOT)}: {len(made.getvalue()):,} bytes, {colours} colours")
            return
    raise SystemExit(f"{picture.name} is larger than {LARGEST:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
