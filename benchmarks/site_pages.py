"""The web edition, measured: ``python benchmarks/site_pages.py`` builds it, serves it here and prints one table.

A phone of the middle is what Lighthouse takes for one: Fast 3G (1.6 Mbit/s, 562 ms to and fro), a processor four times
slower. The server sends files as they are; a real one compresses them.
"""

from __future__ import annotations

import functools
import http.server
import statistics
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from coursekit.browser import find_browser
from coursekit.course import find_course
from coursekit.site.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 184_320, "uploadThroughput": 84_375}
SLOWER = 4
MOVES = 30
WATCH = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    window.shift += entry.hadRecentInput ? 0 : entry.value;
  })).observe({ type: "layout-shift", buffered: true });
}"""
SCROLL = """async () => {
  for (let place = 0; place < document.documentElement.scrollHeight; place += 600) {
    scrollTo({ top: place, behavior: "instant" });
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
}"""
PAINT = """() => new Promise((resolve) => {
  const find = () => {
    const [entry] = performance.getEntriesByName("first-contentful-paint");
    if (entry) resolve(entry.startTime);
    else setTimeout(find, 50);
  };
  find();
})"""
MOVE = """async (moves) => {
  const slider = document.querySelector("figure[data-script] input");
  const times = [];
  for (let move = 0; move < moves; move += 1) {
    const begin = performance.now();
    slider.stepDown();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    times.push(performance.now() - begin);
  }
  return times;
}"""
Row = tuple[str, float, float | None, str]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder, and give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def phone(browser: Browser) -> tuple[Page, CDPSession]:
    """Return a page on a phone of the middle."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block").new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", FAST_3G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page, session


def lesson(browser: Browser, address: str) -> Iterator[Row]:
    """Measure one lesson: read at once, then scrolled to its end."""
    page, session = phone(browser)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    name = address.rpartition("/")[2].removesuffix(".html")
    page.goto(address, wait_until="commit")
    yield f"{name}: readable", page.evaluate(PAINT) / 1000, 3.0, "s"
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    yield f"{name}: kilobytes until it rests", sum(sizes) / 1000, None, "kB"
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.evaluate(SCROLL)
    page.wait_for_load_state("networkidle")
    yield f"{name}: kilobytes when read to its end", sum(sizes) / 1000, 1000.0, "kB"
    yield f"{name}: layout shift", page.evaluate("window.shift"), 0.05, ""
    page.context.close()


def slider(browser: Browser, address: str) -> Iterator[Row]:
    """Measure the slider from an input to the painted picture."""
    page = browser.new_page()
    page.goto(address)
    page.locator("figure[data-script]").first.scroll_into_view_if_needed()
    page.get_by_role("slider", name="Year").wait_for()
    times = sorted(page.evaluate(MOVE, MOVES))
    yield "year slider, p50", statistics.median(times), None, "ms"
    yield f"year slider, p95 of {MOVES}", times[int(0.95 * MOVES)], 50.0, "ms"
    page.close()


def rows() -> Iterator[Row]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        build(find_course(ROOT)).write(Path(folder, "site"))
        yield "build", time.perf_counter() - begin, 180.0, "s"
        with served(Path(folder, "site")) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
            for path in sorted(Path(folder, "site", "lessons").glob("0*.html")):
                yield from lesson(browser, f"{base}lessons/{path.name}")
            yield from slider(browser, f"{base}lessons/03-who-was-in.html")
            browser.close()


def main() -> None:
    """Print a line for each measure."""
    print(f"{'what':<60} {'measured':>12} {'at most':>10}")
    for what, value, limit, unit in rows():
        bound = f"{limit:g} {unit}" if limit is not None else ""
        missed = "  MISSED" if limit is not None and value > limit else ""
        print(f"{what:<60} {value:>9.3g} {unit:<2} {bound:>10}{missed}", flush=True)


if __name__ == "__main__":
    main()
