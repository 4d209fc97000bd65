"""The manual as a site: each page is in it, a broken link stops its build, and its search knows Chinese words."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[2]
SETTINGS: Final = ROOT / "zensical.toml"
WORDS: Final = {
    "销号": "session", "逾期": "figures", "签认": "session", "代录": "without-git", "补录": "days", "督办": "weekly",
    "延期": "weekly", "审核": "session", "关口": "settings", "症状": "records", "索引": "cache", "撤回": "mistakes",
    "佐证": "tutorial", "回头看": "session", "四个决不放过": "settings", "统计口径": "figures", "endorse": "session",
    "deadline": "why-append", "抽查": "review", "退回": "review", "异议": "everyday", "催办": "weekly",
    "周期": "everyday", "移交": "changes", "问责": "new-case", "调休": "tutorial",
}  # fmt: skip
"""A word, and a page of the manual that the search finds by it."""
PROBE: Final = """<!DOCTYPE html><meta charset="utf-8"><script type="module">
const index = await (await fetch("search.json")).json();
const words = WORDS, told = {}, worker = new Worker("WORKER");
const ask = page => worker.postMessage({type: 2, data: {input: words[n], page, filter: {input:
  {type: "operator", data: {operator: "and", operands: []}}, aggregation: {input: []}}}});
let n = 0;
worker.onmessage = message => {
  if (message.data.type == 1) return ask();
  const {items, pagination} = message.data.data;
  (told[words[n]] ??= []).push(...items.map(found => index.items[found.id].location));
  if (pagination.next) return ask(pagination.next);
  if (++n < words.length) ask(); else fetch("told", {method: "POST", body: JSON.stringify(told)});
};
worker.postMessage({type: 0, data: index});
</script>"""


def pages(nav: Any) -> Iterator[str]:
    """Yield the pages that a navigation has."""
    if isinstance(nav, str):
        yield nav
    for below in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from pages(below)


def test_each_page_has_its_place_in_the_navigation() -> None:
    docs = ROOT / "docs"
    nav = list(pages(tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["project"]["nav"]))
    assert sorted(nav) == sorted(page.relative_to(docs).as_posix() for page in docs.rglob("*.md"))


def built(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Build the site in a folder of its own, with some pages changed."""
    pytest.importorskip("zensical")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SETTINGS, folder)
    for page, text in changed.items():
        (folder / "docs" / f"{page}.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    environ = {**os.environ, "PYTHONPATH": "docs"}
    return subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("link", ["nowhere.md", "git.md#nowhere"])
def test_a_broken_link_stops_the_build(link: str, tmp_path: Path) -> None:
    assert built(tmp_path, git=f"# x\n\n[x]({link})\n").returncode != 0


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = built(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_a_page_fetches_nothing_from_elsewhere_and_speaks_its_own_language(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r'<(?:script|link rel="stylesheet"|img)[^>]*(?:src|href)="https?:[^"]*"', text) == []
        place = page.relative_to(site).as_posix()
        chinese = "zh" in place or place in ("index.html", "404.html")
        assert f'<html lang="{"zh" if chinese else "en"}"' in text, place


def test_a_line_of_chinese_that_the_source_breaks_shows_no_blank(site: Path) -> None:
    for page in (site / "manual" / "zh").glob("*.html"):
        text = re.sub("<pre.*?</pre>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall("[\u4e00-\u9fff，。、]\n *[\u4e00-\u9fff].*", text) == [], page.name


def test_what_is_offered_for_download_is_there(site: Path) -> None:
    offered = sorted(path.name for path in (ROOT / "docs" / "manual" / "files").iterdir())
    assert sorted(path.name for path in (site / "manual" / "files").iterdir()) == offered
    for language in ("zh", "en"):
        text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs" / "manual" / language).glob("*.md"))
        assert [name for name in offered if f"(../files/{name})" not in text] == []


class Told(http.server.SimpleHTTPRequestHandler):
    """Serves a site, and keeps what a page of it found."""

    found: dict[str, list[str]]
    done: threading.Event

    def do_POST(self) -> None:
        type(self).found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        type(self).done.set()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def test_the_search_finds_chinese_words_of_two_characters(site: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("chromium is not installed")
    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.js")
    probe = PROBE.replace("WORDS", json.dumps(list(WORDS))).replace("WORKER", worker.relative_to(site).as_posix())
    (site / "probe.html").write_text(probe, encoding="utf-8")
    Told.done = threading.Event()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Told, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={tmp_path}"]
        address = f"http://127.0.0.1:{server.server_address[1]}/probe.html"
        # of a page that is still at work, a browser without a window waits for somebody who debugs it
        with subprocess.Popen(
            [chromium, *flags, "--remote-debugging-port=0", address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as browser:  # fmt: skip
            told = Told.done.wait(timeout=120)
            browser.terminate()
        server.shutdown()
    assert told, "the search did not answer"
    missed = {
        word: page
        for word, page in WORDS.items()
        if not any(found.startswith("manual/") and f"/{page}.html" in found for found in Told.found[word])
    }
    assert missed == {}, {word: len(Told.found[word]) for word in WORDS}
