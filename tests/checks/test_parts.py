"""A chart's reply names what is right, what is missing and what is not as asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import pytest

from coursekit.checks import Form, WrongAnswer, canonical, check
from coursekit.checks.master_keys import key_item
from coursekit.checks.parts import is_absent, part_in_words, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from matplotlib.axes import Axes


@pytest.fixture
def axes() -> Iterator[Axes]:
    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the backend is chosen

    figure, axes = plt.subplots()
    axes.bar(["NATO", "WTO"], [14, 8])
    yield axes
    plt.close(figure)


def key_in(folder: Path, monkeypatch: pytest.MonkeyPatch, right: str) -> None:
    item = key_item("t9-1", right, [], 400)
    (folder / "09.json").write_text(json.dumps({"items": {"t9-1": item}}), encoding="utf-8")
    monkeypatch.setenv("THIRTEENTH_CHECKS", str(folder))


def reply(answer: object) -> str:
    with pytest.raises(WrongAnswer) as caught:
        check("t9-1", answer)
    return str(caught.value)


def test_a_figure_is_told_part_by_part(axes: Axes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    axes.set(xlabel="alliance", ylabel="members", title="Members")
    key_in(tmp_path, monkeypatch, canonical(axes))
    axes.set(xlabel="", title="")
    axes.axhline(3)
    said = reply(axes)
    assert "Right: bars; label of the vertical axis. Missing: label of the horizontal axis; title." in said
    assert "Not as asked: kind of chart (bars and lines); lines (1)." in said


def test_a_title_that_asks_nothing_is_told(axes: Axes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    axes.set(title="Who was in? ")
    parts = ["title", "question"]
    key_in(tmp_path, monkeypatch, canonical(axes, Form.of({"parts": parts})))
    axes.set(title="Who was in")
    with pytest.raises(WrongAnswer, match=r"Right: title\. Missing: question mark at the end of the title\."):
        check("t9-1", axes, parts=parts)


def test_what_counted_says_is_told_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = {"panels": [{"bars": [3, 5], "title": True, "y label": True}], "caption names nuclear weapons": True}
    key_in(tmp_path, monkeypatch, canonical(right))
    said = reply({"panels": [{"bars": [3, 4], "title": True, "y label": False}], "caption names nuclear weapons": True})
    assert "Right: caption names nuclear weapons; panel 1, title." in said
    assert "Missing: panel 1, label of the vertical axis." in said
    assert "Not as asked: panel 1, bars ([3, 4])." in said


def test_of_two_answers_the_right_one_is_named_and_the_hint_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_in(tmp_path, monkeypatch, canonical({"hits": {"C05", "C82"}, "false alarm": "C05"}))
    said = reply({"hits": {"C05", "C82"}, "false alarm": "C82"})
    assert "Right: hits. Read the task again" in said
    said = reply({"hits": {"C05"}, "false alarm": "C82"})
    assert "Right:" not in said


@pytest.mark.parametrize(
    "form",
    [
        "[1, 2]",
        '{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}',
        '{"a": 1}',
        '{"a", "b: c"}',
        "12",
        '"{x: True}"',
        "table of 2 rows\na\n1\n2",
        "{1, 2}",
    ],
)
def test_other_answers_have_no_parts_that_would_give_them_away(form: str) -> None:
    assert parts_of(form) == {}


def test_commas_in_brackets_and_in_quotation_marks_do_not_split() -> None:
    answer: dict[str, Any] = {"title": True, "names": ["a, b", "c: d"], "pair": [1, 2]}
    assert parts_of(canonical(answer)) == {"names": '["a, b", "c: d"]', "pair": "[1, 2]", "title": "True"}
    assert part_in_words("panel 2, x label") == "panel 2, label of the horizontal axis"
    assert is_absent("False")
    assert not is_absent("True")
