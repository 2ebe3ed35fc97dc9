"""What moves on a page, in a real JupyterLab: run by run.py, which reads the times from the folder PAGES_REPORT."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MOVES = 30
# From the event going in to the first moment after the next frame was painted.
FRAME = "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))"
PRESS = f"""() => {{
  const figure = document.querySelector('figure.thirteenth-slider');
  const slider = figure.querySelector('input');
  const frame = {FRAME};
  window.times = [];
  slider.addEventListener('keydown', () => {{
    const begin = performance.now();
    const painted = async () => {{ await frame(); window.times.push(performance.now() - begin); }};
    slider.addEventListener('input', painted, {{ once: true }});
  }}, true);
  slider.focus();
}}"""
# A rating chosen, its colour and the sums painted.
RATE = f"""async () => {{
  const frame = {FRAME};
  const cells = [...document.querySelectorAll('.thirteenth-matrix tbody select')];
  const times = [];
  for (const cell of cells) {{
    const begin = performance.now();
    cell.selectedIndex = 1 + times.length % 5;
    cell.dispatchEvent(new Event('change', {{ bubbles: true }}));
    await frame();
    times.push(performance.now() - begin);
  }}
  if (document.querySelector('.thirteenth-matrix tfoot td').textContent === '') throw new Error('nothing was added up');
  return times;
}}"""
# A claim clicked, what lies below it painted.
OPEN = f"""async () => {{
  const frame = {FRAME};
  const times = [];
  const all = [...document.querySelectorAll('.jp-OutputArea details > summary')];
  for (const claim of all.filter((summary) => summary.querySelector('strong'))) {{
    const begin = performance.now();
    const before = claim.parentElement.open;
    claim.click();
    await frame();
    times.push(performance.now() - begin);
    if (claim.parentElement.open === before) throw new Error('a claim does not move');
  }}
  return times;
}}"""


# Check pressed, and the reply painted, over and over; one option and another by turns, so that the words change.
REPLY = f"""async (moves) => {{
  const frame = {FRAME};
  const form = document.querySelector('form.coursekit-question[data-question="q-0101"]');
  const options = [...form.querySelectorAll('input[type="radio"]')];
  const times = [];
  while (times.length < moves) {{
    options[times.length % 2].click();
    const begin = performance.now();
    const said = new Promise((resolve) => {{
      const watch = new MutationObserver(() => {{ watch.disconnect(); resolve(); }});
      watch.observe(form.querySelector('.reply'), {{ childList: true }});
    }});
    form.querySelector('button.main').click();
    await said;
    await frame();
    times.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }}
  return times;
}}"""
# The first code cell run, and what it shows painted.
FIRST = f"""async () => {{
  const frame = {FRAME};
  const panel = window.jupyterapp.shell.currentWidget;
  const place = panel.content.widgets.findIndex((cell) => cell.model.type === 'code');
  panel.content.activeCellIndex = place;
  const begin = performance.now();
  await window.jupyterapp.commands.execute('notebook:run-cell');
  if (!panel.content.widgets[place].model.outputs.length) throw new Error('the first cell shows nothing');
  await frame();
  return performance.now() - begin;
}}"""


def keep(name: str, times: list[float], least: int = MOVES - MOVES // 3) -> None:
    """Write the times of one thing, in milliseconds."""
    if len(times) < least:
        raise RuntimeError(f"only {len(times)} moves of the {name} were measured")
    (Path(os.environ["PAGES_REPORT"]) / f"{name}.json").write_text(json.dumps(times), encoding="utf-8")


def test_slider(lab: Any, page: Page, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    """Press the arrow keys back and forth over the year in which the picture changes."""
    lab.open(page, "notebooks/03-who-was-in.ipynb")
    run_all(page)
    page.locator("figure.thirteenth-slider").first.scroll_into_view_if_needed()
    page.evaluate(PRESS)
    for number in range(MOVES):
        page.keyboard.press("ArrowLeft" if number % 2 == 0 else "ArrowRight")
        page.wait_for_timeout(80)
    keep("slider", page.evaluate("window.times"))


def test_grid(lab: Any, page: Page, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    """Choose a rating in every cell of lesson 5's grid."""
    lab.open(page, "notebooks/05-what-did-moscow-propose.ipynb")
    run_all(page)
    page.locator(".thirteenth-matrix").scroll_into_view_if_needed()
    keep("grid", page.evaluate(RATE))


def test_tree(lab: Any, page: Page, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    """Open or close every claim of lesson 7's tree."""
    lab.open(page, "notebooks/07-who-was-responsible.ipynb")
    run_all(page)
    keep("tree", page.evaluate(OPEN))


def test_reply(lab: Any, page: Page, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    """Answer a question of lesson 1 again and again."""
    lab.open(page, "notebooks/01-who-is-speaking.ipynb")
    run_all(page)
    keep("reply", page.evaluate(REPLY, MOVES))


def test_first_cell(lab: Any, page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    """Run the first cell of each lesson in a fresh kernel."""
    lessons = sorted((lab.course / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    times = []
    for lesson in lessons:
        lab.open(page, f"notebooks/{lesson.name}")
        times.append(page.evaluate(FIRST))
    keep("first", times, len(lessons))
