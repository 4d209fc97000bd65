"""The county's page in a browser: light, dark and on a phone; one start of Chromium tells of all three."""

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.render.pages import checked
from tests.render.written import written
from tests.services.ledgers import Desk, asked
from yiananlib.services.reading.page import page

ROOT = Path(__file__).parents[3]
AXE = ROOT / ".venv" / "node" / "node_modules" / "axe-core" / "axe.min.js"
FRAMES = {"light": (1280, False), "dark": (1280, True), "phone": (390, False), "dark phone": (390, True)}
TELL = """
addEventListener("load", async () => {
  const sizes = [...document.querySelectorAll("body *")].filter(e => [...e.childNodes].some(n => n.nodeType == 3
    && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize));
  const found = await axe.run();
  parent.postMessage({name: window.name, smallest: Math.min(...sizes), ground:
    getComputedStyle(document.body).backgroundColor, wider: document.documentElement.scrollWidth - innerWidth,
    violations: found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]),
    checks: found.passes.length}, "*");
});
"""
HARNESS = """<!DOCTYPE html><html lang="en"><title>x</title><body>FRAMES<script>
const told = {};
addEventListener("message", m => { told[m.data.name] = m.data;
  if (Object.keys(told).length == COUNT) document.body.textContent = JSON.stringify(told); });
</script></body></html>"""


def framed(text: str, name: str, width: int, axe: str, *, dark: bool) -> str:
    """Return a frame with the page; its policy, which lets no script run, is taken off for the one that looks."""
    text = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    text = text.replace("@media screen and (prefers-color-scheme:dark)", "@media all" if dark else "@media speech")
    text = text.replace("</body>", f"<script>{axe}</script><script>{TELL}</script></body>")
    return f'<iframe name="{name}" width="{width}" height="900" srcdoc="{html.escape(text)}"></iframe>'


@pytest.fixture(scope="module")
def told(county: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("chromium is not installed")
    if not AXE.exists():
        pytest.skip("axe-core is not installed in .venv/node")
    import datetime as dt

    text = written(asked(county.ledger, lambda index: page(index, dt.date(2026, 6, 20))), "html")
    checked(text)
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    frames = "".join(framed(text, name, width, axe, dark=dark) for name, (width, dark) in FRAMES.items())
    folder = tmp_path_factory.mktemp("browser")
    harness = folder / "harness.html"
    harness.write_text(HARNESS.replace("FRAMES", frames).replace("COUNT", str(len(FRAMES))), encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", f"--user-data-dir={folder / 'profile'}",
        "--window-size=1400,1000", "--virtual-time-budget=60000", "--dump-dom", harness.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
    body = re.search("<body>(.*)</body>", done.stdout, re.DOTALL)
    assert body is not None
    found: dict[str, Any] = json.loads(html.unescape(body[1]))
    return found


@pytest.mark.parametrize("name", FRAMES)
def test_nobody_meets_a_barrier(told: dict[str, Any], name: str) -> None:
    assert told[name]["violations"] == []
    assert told[name]["checks"] > 10


@pytest.mark.parametrize("name", FRAMES)
def test_all_text_can_be_read_and_no_page_scrolls_sideways(told: dict[str, Any], name: str) -> None:
    assert told[name]["smallest"] >= 12
    assert told[name]["wider"] <= 0


def test_dark_is_dark(told: dict[str, Any]) -> None:
    assert told["light"]["ground"] == told["phone"]["ground"] != told["dark"]["ground"] == told["dark phone"]["ground"]
