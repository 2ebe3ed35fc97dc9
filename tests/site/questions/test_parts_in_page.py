"""The matrix, the ways, the progress and the verdict in a page, as a reader meets them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from tests.site.questions.reading import check, form, kept, opened

from coursekit.course import find_course
from coursekit.quiz import answers
from thirteenth import quiz
from thirteenth.quiz import ways

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext
    from tests.site.questions.conftest import Leaf

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_matrix_adds_up_keeps_full_rows_and_shows_them_again(reader: BrowserContext, site: Leaf) -> None:
    shows = """<div data-shows='["quiz.rate", ["E01", "E04"]]'><div class="shown">as stored</div></div>"""
    page = opened(reader.new_page(), site(["q-0506"], shows))
    rows = page.locator(".thirteenth-matrix tbody tr")
    assert rows.count() == 2
    assert "as stored" not in page.content()
    for select, rating in zip(rows.first.locator("select").all(), ("I", "C", "CC", "II"), strict=True):
        select.select_option(rating)
    sums = page.locator(".thirteenth-matrix tfoot tr").last.locator("td")
    assert sums.all_inner_texts() == ["\u22121", "+1", "+2", "\u22122"]
    page.locator(".thirteenth-matrix .headline", has_text=re.compile("lies? within the range")).wait_for()
    assert kept(page)[-1]["response"] == {"ratings": {"H1": "I", "H2": "C", "H3": "CC", "H4": "II"}}
    page.reload()
    opened(page, page.url)
    assert rows.first.locator("select").first.input_value() == "I"
    assert sums.first.inner_text() == "\u22121"


def test_the_ways_and_the_progress_grow_with_an_answer(reader: BrowserContext, site: Leaf) -> None:
    shows = """<div data-shows='["quiz.paths", ["single lesson"]]'></div><div data-part="progress"></div>"""
    page = opened(reader.new_page(), site(["q-0302"], shows))
    ways_shown = page.locator("details.way")
    assert ways_shown.count() == len(ways.read_ways(find_course()))
    open_way = page.locator("details.way[open]")
    assert open_way.locator("summary").inner_text().startswith("Single lesson: not begun yet.")
    form(page, "q-0302").locator("input").fill("15")
    check(form(page, "q-0302"))
    open_way.locator("summary", has_text="Single lesson: 1 of 13 questions answered.").wait_for()
    row = page.locator(".progress-here tr", has_text="03 Who was in?")
    assert row.locator(".square.answered").count() == 1
    assert open_way.get_by_role("link").first.get_attribute("href") == page.url.replace(
        "/index.html", "/lessons/03-who-was-in.html"
    )


def test_the_verdict_is_saved_as_the_page_that_a_notebook_writes(
    reader: BrowserContext, site: Leaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(reader.new_page(), site(["q-0004", "q-0906", "q-0907"]))
    form(page, "q-0004").locator("input").fill("40")
    form(page, "q-0906").locator("textarea").fill("Neither side alone. <b>Both</b> & more. " * 40)
    for name in ("q-0004", "q-0906"):
        check(form(page, name))
    part = page.locator("section", has_text="Your verdict on one page").last
    assert "Missing: the best case for the other side (q-0907)" in part.inner_text()
    part.get_by_label("Your name").fill("Łucja <script>")
    with page.expect_download() as download:
        part.get_by_role("button", name="Save my verdict as a page").click()
    download.value.save_as(tmp_path / "page.html")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers to a file").click()
    download.value.save_as(tmp_path / "learner.jsonl")
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    answers._open_logs.clear()
    quiz.write_verdict(name="Łucja <script>")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == (tmp_path / "verdict.html").read_text(
        encoding="utf-8"
    )
    with page.expect_download() as download:
        part.get_by_role("button", name="Save it as a notebook").click()
    download.value.save_as(tmp_path / "page.ipynb")
    made = [json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("page.ipynb", "verdict.ipynb")]
    assert made[0] == made[1]


def test_a_figure_of_the_learners_stands_in_the_verdict(reader: BrowserContext, site: Leaf, tmp_path: Path) -> None:
    page = opened(reader.new_page(), site(["q-0907"]))
    part = page.locator("section", has_text="Your verdict on one page").last
    (tmp_path / "figure.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9"/></svg>',
        encoding="utf-8",
    )
    (tmp_path / "none.png").write_bytes(b"no picture")
    part.get_by_label("A figure of your own").set_input_files(tmp_path / "none.png")
    part.get_by_text("none.png is no picture that this browser can show.").wait_for()
    part.get_by_label("A figure of your own").set_input_files(tmp_path / "figure.svg")
    part.get_by_text("Missing: a figure of your own").wait_for(state="detached")
    with page.expect_download() as download:
        part.get_by_role("button", name="Save my verdict as a page").click()
    download.value.save_as(tmp_path / "page.html")
    assert 'src="data:image/png;base64,iVBOR' in (tmp_path / "page.html").read_text(encoding="utf-8")
