"""The learner's verdict: what it collects from a real log, what it says is missing, what it writes."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets import Widget
from matplotlib.figure import Figure

from coursekit.quiz import answers, bank
from coursekit.quiz.shown import WIDGET_VIEW
from coursekit.quiz.view import QuestionWidget
from coursekit.session import tables
from thirteenth import charts, quiz

if TYPE_CHECKING:
    from pathlib import Path

VERDICT = "I hold that <b>three</b> governments refused | and E02 counts. " + "word " * 195
STEELMAN = "The best case of the other side. " + "word " * 58


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path / "answers"))
    return answers.learner_log()


def answer(log: answers.Log, question_id: str, **response: Any) -> None:  # noqa: ANN401 - what a control may hold
    QuestionWidget(bank.find(question_id), log).submit(response)


def figure() -> Any:  # noqa: ANN401 - matplotlib's types say less than what it gives
    return Figure().subplots()


def fill(log: answers.Log) -> None:
    for question_id, value in (("q-0107", 30), ("q-0512", 80), ("q-0908", 100), ("q-0909", 40), ("q-0909", 55)):
        answer(log, question_id, value=value)
    reason = "because a draft that nobody abroad could see offers entry, " + "word " * 25
    answer(
        log, "q-0513", position="a", confidence=60, evidence=["e1", "e5"], against="He struck it out.", reason=reason
    )
    answer(log, "q-0506", ratings={"H1": "CC", "H2": "N", "H3": "I", "H4": "C"})
    answer(log, "q-0906", text=VERDICT)
    answer(log, "q-0907", text=STEELMAN)


def test_a_slider_that_is_asked_again_is_one_row_with_first_and_last(log: answers.Log) -> None:
    fill(log)
    table = quiz.my_settings().set_index("question")
    assert table.loc["q-0107", ["first", "last", "moved"]].tolist() == [30, 100, 70]
    assert table.loc["q-0909", ["first", "last", "moved"]].tolist() == [40, 55, 15]
    assert pd.isna(table.loc["q-0910", "first"])
    assert "q-0512" not in table.index
    assert "q-0908" not in table.index
    assert "raised the question of joining" in table.loc["q-0107", "how sure"]


def test_positions_come_with_what_speaks_against_them(log: answers.Log) -> None:
    fill(log)
    (row,) = quiz.my_positions().to_dict("records")
    assert row["question"] == "q-0513"
    assert row["position"].startswith("A sincere offer.")
    assert (row["sure"], row["evidence"], row["against"]) == (60, 2, "He struck it out.")


def test_another_learner_does_not_read_what_is_stored_of_the_first(log: answers.Log) -> None:
    fill(log)
    shell = InteractiveShell()
    assert shell.display_formatter is not None
    tables.install(shell)
    for table, secret in ((quiz.my_settings(), "100"), (quiz.my_positions(), "A sincere offer.")):
        stored, _ = shell.display_formatter.format(table)
        words = {stored["text/plain"], stored["text/html"]}
        assert all("stand here when you run this cell" in text and secret not in text for text in words)
        widget = Widget.get_manager_state()["state"][stored[WIDGET_VIEW]["model_id"]]["state"]
        assert secret in widget["value"]
        assert widget["value"].startswith('<div class="jp-RenderedHTMLCommon"'), "drawn as JupyterLab draws tables"
        assert widget["learner"] == log.path.stem
        assert widget["instead"] == stored["text/plain"]
        assert type(table.query("question != ''")) is pd.DataFrame, "what is computed from it is an ordinary table"


def test_a_chart_of_own_ratings_is_stored_as_words_and_the_example_as_a_picture(log: answers.Log) -> None:
    told = {"told": ["E01", "E08"]}
    for chart in (charts.ratings_matrix(quiz.my_ratings()), charts.selections(told, quiz.my_ratings())):
        assert "image/png" in chart._repr_mimebundle_()
    answer(log, "q-0506", ratings={"H1": "CC", "H2": "N", "H3": "I", "H4": "C"})
    for chart in (charts.ratings_matrix(quiz.my_ratings()), charts.selections(told, quiz.my_ratings())):
        stored: dict[str, Any] = chart._repr_mimebundle_()
        assert stored["text/plain"] == "The chart with your own ratings stands here when you run this cell."
        assert set(stored) == {"text/plain", "text/html", WIDGET_VIEW}, "no picture of the learner's numbers"
        widget = Widget.get_manager_state()["state"][stored[WIDGET_VIEW]["model_id"]]["state"]
        assert chart.alt in html.unescape(widget["value"])
        assert widget["learner"] == log.path.stem
    assert "image/png" in charts.ratings_matrix(quiz.my_ratings(), ["E03"])._repr_mimebundle_()


def test_an_empty_log_gives_empty_tables_and_a_page_that_names_what_is_missing(log: answers.Log) -> None:
    assert quiz.my_settings()["first"].isna().all()
    assert len(quiz.my_positions()) == 0
    written = quiz.write_verdict(figure())
    said = written._repr_mimebundle_()["text/plain"]
    for what in ("q-0906", "q-0907", "sliders", "positions", "68 of 68 are still"):
        assert what in said
    assert str(log.path.parent) not in said, "the words are the same on every machine"
    assert "Not written yet." in (log.path.parent / "verdict.html").read_text(encoding="utf-8")


def test_a_full_log_gives_a_page_and_a_notebook_with_the_learners_words(log: answers.Log) -> None:
    fill(log)
    written = quiz.write_verdict(figure())
    assert written.missing == ["your own ratings (64 of 68 are still the course's example)"]
    page = (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    assert "I hold that &lt;b&gt;three&lt;/b&gt; governments refused" in page, "words are words, never markup"
    assert "data:image/png;base64,iVBOR" in page
    assert "http" not in page, "the page needs nothing from elsewhere"
    assert "<td>30</td><td>100</td><td>+70</td>" in page
    assert "A sincere offer." in page
    assert "<p>Why: because a draft that nobody abroad could see offers entry," in page
    assert "(60 of 100 sure)" in page
    assert re.search(r"<h3>[^<]+\?</h3>", page), "the question in full"
    assert "Sincere security offer" in page, "no code without its words"
    assert "No sentence of mine yet" in page
    assert "Name: ____" in page
    assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d</p>", page), "the day"
    assert "He struck it out." in page
    assert "4 of 68 my own" in page
    notebook = nbformat.read(log.path.parent / "verdict.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert VERDICT.strip() in notebook.cells[1].source
    assert notebook.cells[-1].attachments["figure.png"]["image/png"].startswith("iVBOR")


def test_words_that_look_like_markup_stay_words_on_the_page(log: answers.Log) -> None:
    """The first line of a table, a list, italics: a verdict may begin with any of them."""
    for begins in ("| How it began |", "- I hold that", "*Not written yet.*"):
        answer(log, "q-0906", text=f"{begins} three governments refused. " + "word " * 200)
        quiz.write_verdict(figure())
        page = (log.path.parent / "verdict.html").read_text(encoding="utf-8")
        assert f"<p>{begins} three governments refused." in page


def test_half_a_surrogate_pair_in_the_words_does_not_stop_the_verdict(log: answers.Log) -> None:
    fill(log)
    quiz.write_verdict(figure(), says="half \ud83d here", name="Ann \udc00")
    assert "half \ufffd here" in (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    nbformat.validate(nbformat.read(log.path.parent / "verdict.ipynb", as_version=4))


def test_the_sums_on_the_page_are_those_of_the_own_ratings(log: answers.Log) -> None:
    fill(log)
    quiz.write_verdict(figure())
    sums = quiz.my_ratings().groupby("hypothesis_id")["score"].sum()
    assert sums["H1"] == 7.5, "2 instead of 1.5"
    assert f"H1 {sums['H1']:+g}" in (log.path.parent / "verdict.html").read_text(encoding="utf-8")


def test_the_page_is_written_anew_and_the_log_stays(log: answers.Log) -> None:
    quiz.write_verdict(figure())
    fill(log)
    before = log.path.read_bytes()
    quiz.write_verdict(figure())
    assert log.path.read_bytes() == before
    assert "three" in (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in log.path.parent.iterdir()) == ["learner.jsonl", "verdict.html", "verdict.ipynb"]


def test_answers_of_an_older_course_are_passed_over(log: answers.Log) -> None:
    log.path.parent.mkdir(parents=True)
    fields = {"v": 1, "time": "2026-01-01T00:00:00Z", "outcome": "done"}
    old = [
        {**fields, "question": "q-0107", "type": "confidence", "response": {"value": "a lot"}},
        {**fields, "question": "q-0513", "type": "stance", "response": {"position": "z"}},
        {**fields, "question": "q-7777", "type": "stance", "response": {"position": "a"}},
        {**fields, "question": "q-0906", "type": "text", "response": {}},
    ]
    log.path.write_text("".join(json.dumps(record) + "\n" for record in old), encoding="utf-8")
    assert quiz.my_settings()["first"].isna().all()
    assert len(quiz.my_positions()) == 0
    assert len(quiz.write_verdict(figure()).missing) == 5


def test_what_is_no_figure_is_refused(log: answers.Log) -> None:
    with pytest.raises(TypeError, match="Expected a chart"):
        quiz.write_verdict([1, 2, 3])
    assert not log.path.parent.exists()


def test_the_page_has_a_name_a_sentence_and_says_when_there_is_no_figure(
    log: answers.Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(log)
    quiz.write_verdict(figure(), says="Fourteen members: the next seat is the fifteenth.", name="Ada <b>")
    page = (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    assert "Ada &lt;b&gt;, " in page
    assert "the next seat is the fifteenth.</p>" in page
    monkeypatch.setenv("THIRTEENTH_LEARNER", "learner")
    written = quiz.write_verdict()
    page = (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    assert "No figure of my own." in page
    assert "<img" not in page
    assert "a figure of your own" in written.missing
    notebook = nbformat.read(log.path.parent / "verdict.ipynb", as_version=4)
    nbformat.validate(notebook)


def test_a_link_opens_the_page_and_is_not_stored(log: answers.Log, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = log.path.parent.parent / "notebooks"
    folder.mkdir()
    monkeypatch.chdir(folder)
    bundle = quiz.write_verdict(figure())._repr_mimebundle_()
    assert "href" not in bundle["text/html"]
    assert WIDGET_VIEW in bundle
    assert '<a href="../answers/verdict.html"' in quiz.write_verdict(figure())._link()


def test_s2_9_a_slider_that_was_set_once_has_not_moved_by_nothing(log: answers.Log) -> None:
    answer(log, "q-0910", value=30)
    (row,) = quiz.my_settings().query("question == 'q-0910'").to_dict("records")
    assert row["first"] == 30
    assert pd.isna(row["last"])
    assert pd.isna(row["moved"])
    quiz.write_verdict(figure())
    page = (log.path.parent / "verdict.html").read_text(encoding="utf-8")
    assert "<td>30</td><td></td><td>asked once</td>" in page
