"""The year slider in a real JupyterLab: run by run.py, which reads the times from the file SLIDER_REPORT names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MOVES = 30
# From the key going down to the first moment after the next frame was painted.
PRESS = """() => {
  const figure = document.querySelector('figure.thirteenth-slider');
  const slider = figure.querySelector('input');
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  window.times = [];
  slider.addEventListener('keydown', () => {
    const begin = performance.now();
    const painted = async () => { await frame(); window.times.push(performance.now() - begin); };
    slider.addEventListener('input', painted, { once: true });
  }, true);
  slider.focus();
}"""


def test_measure(lab: Any, page: Page, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    """Press the arrow keys back and forth over the year in which the picture changes."""
    lab.open(page, "notebooks/03-who-was-in.ipynb")
    run_all(page)
    page.locator("figure.thirteenth-slider").first.scroll_into_view_if_needed()
    page.evaluate(PRESS)
    for number in range(MOVES):
        page.keyboard.press("ArrowLeft" if number % 2 == 0 else "ArrowRight")
        page.wait_for_timeout(80)
    times = page.evaluate("window.times")
    if len(times) != MOVES:
        raise RuntimeError(f"{len(times)} of {MOVES} moves were measured")
    Path(os.environ["SLIDER_REPORT"]).write_text(json.dumps(times), encoding="utf-8")
