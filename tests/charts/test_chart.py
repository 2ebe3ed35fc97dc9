"""How a chart shows itself: as HTML, picture and text; and that its words neither collide nor leave the picture."""

from __future__ import annotations

import base64
import html
import itertools
import re
import struct
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from coursekit.session import apart
from thirteenth import charts
from thirteenth.charts import by_hand, style
from thirteenth.charts.chart import Chart, as_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from matplotlib.text import Text

GAPS = [
    ("soviet-note-nato", "tripartite-reply"),
    ("tripartite-reply", "soviet-note-nato"),
    ("soviet-note-nato", "us-first-reaction"),
    ("berlin-wall-falls", "molotov-collective-security-draft"),
]
DRAWN: dict[str, Callable[[], Chart]] = {
    "claims by kind": charts.claims_by_kind,
    "claims per paragraph": charts.claims_per_paragraph,
    "lanes to 1955": lambda: charts.event_lanes("1945-01-01", "1955-12-31"),
    "lanes told": lambda: charts.event_lanes("1945-01-01", "1955-12-31", show="told"),
    "lanes untold": lambda: charts.event_lanes("1945-01-01", "1955-12-31", show="untold"),
    "lanes of fifty years": lambda: charts.event_lanes("1947-06-01", "1994-12-31"),
    "lanes of 1954": lambda: charts.event_lanes("1954-01-01", "1954-12-31"),
    "lanes of the years of war in Korea": lambda: charts.event_lanes("1951-02-01", "1953-01-31"),
    "told order": charts.told_order,
    "days between": lambda: charts.days_between(GAPS),
    "spells": charts.membership_spells,
    "members over time": charts.members_over_time,
    "composition 1954": lambda: charts.composition("1954-03-31"),
    "composition 1991": lambda: charts.composition("1991-12-31"),
    "composition 2024": lambda: charts.composition("2024-12-31"),
    "founders": charts.founders_later_left,
}


@pytest.mark.parametrize("name", [*DRAWN, "rivals", "two alliances"])
def test_a_chart_of_the_course_is_the_same_whatever_look_a_notebook_has_set(name: str) -> None:
    draw = {**DRAWN, "rivals": charts.soviet_ratios, "two alliances": charts.two_alliances}[name]
    plain = as_png(draw().figure)
    with plt.rc_context(by_hand.LOOK):
        assert as_png(draw().figure) == plain


def test_a_chart_drawn_by_hand_has_the_look_of_the_course_but_not_where_it_is_graded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(by_hand, "current_shell", object)
    with plt.rc_context():
        plt.rcdefaults()
        monkeypatch.setattr(apart, "is_graded", lambda: True)
        by_hand.dress()
        assert plt.rcParams["axes.spines.top"]
        monkeypatch.setattr(apart, "is_graded", lambda: False)
        monkeypatch.setitem(sys.modules, by_hand.CHECKS, sys)
        by_hand.dress()
        assert plt.rcParams["axes.spines.top"], "a sheet, which checks charts, keeps matplotlib's look"
        monkeypatch.delitem(sys.modules, by_hand.CHECKS)
        by_hand.dress()
        axes = plt.figure().add_subplot()
        axes.set_title("Who was in?")
        assert axes.get_title() == "Who was in?", "a title stands where get_title looks"
        assert not axes.spines["top"].get_visible()
        (line,) = axes.plot([1, 2])
        assert line.get_color() == style.BLUE
        plt.close()


@pytest.fixture
def small() -> Chart:
    table = pd.DataFrame(
        {
            "who": ["A & B", "<C>"],
            "day": [pd.Timestamp("1954-03-31"), pd.NaT],
            "seat": pd.array([1, None], dtype="Int64"),
        }
    )
    return Chart(Figure(), table, 'One "quoted" <sentence> & more.', "members.csv and countries.csv")


def test_the_three_forms(small: Chart) -> None:
    bundle = small._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/png", "text/plain"}
    assert bundle["text/plain"] == (
        'One "quoted" <sentence> & more.\n[2 rows, 3 columns]\nwho | day | seat\nA & B | 1954-03-31 | 1\n<C> |  | '
    )
    assert f'src="data:image/png;base64,{bundle["image/png"]}"' in bundle["text/html"]


def test_the_html_is_a_figure_with_words_and_table(small: Chart) -> None:
    page = small.as_html()
    sentence = html.escape(small.alt)
    assert page.count(f'<img alt="{sentence}" ') == 1
    assert f"<figcaption>{sentence}</figcaption>" in page
    assert "<caption>Source: course tables members.csv and countries.csv</caption>" in page
    assert '<th scope="col">who</th><th scope="col">day</th><th scope="col">seat</th>' in page
    assert '<th scope="row">A &amp; B</th><td>1954-03-31</td><td>1</td>' in page
    assert '<th scope="row">&lt;C&gt;</th><td></td><td></td>' in page


def test_the_picture_carries_nothing_of_the_machine(small: Chart, tmp_path: Path) -> None:
    picture = base64.b64decode(small._repr_mimebundle_()["image/png"])
    assert set(png_chunks(picture)) <= {"IHDR", "pHYs", "IDAT", "IEND"}, "no text, no time"
    small.save(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes() == picture


def png_chunks(picture: bytes) -> Iterator[str]:
    place = 8
    while place < len(picture):
        (size,) = struct.unpack(">I", picture[place : place + 4])
        yield picture[place + 4 : place + 8].decode("ascii")
        place += 12 + size


def test_drawing_leaves_no_figure_open() -> None:
    """A figure that pyplot knew would be shown twice in a notebook, and never let go."""
    charts.members_over_time().as_html()
    assert plt.get_fignums() == []


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_names_itself_and_its_source(name: str) -> None:
    chart = DRAWN[name]()
    title, source = (text.get_text() for text in chart.figure.texts[:2])
    assert title.endswith("?") or ":" in title, "a question or a statement"
    assert source.startswith("Source: course table")
    assert f"<caption>{source}</caption>" in chart._html_around("")
    assert re.fullmatch(r"[^\n]{40,}\.", chart.alt), "one line that ends as a sentence does"


@pytest.mark.parametrize("name", DRAWN)
def test_no_words_collide_or_leave_the_picture(name: str) -> None:
    figure = DRAWN[name]().figure
    FigureCanvasAgg(figure).draw()
    boxes = [(text.get_text(), box(text)) for text in words(figure)]
    width, height = figure.get_size_inches() * figure.dpi
    outside = [word for word, (left, low, right, high) in boxes if min(left, low) < 0 or right > width or high > height]
    assert outside == []
    assert [(one, two) for (one, a), (two, b) in itertools.combinations(boxes, 2) if overlap(a, b)] == []


def words(figure: Figure) -> list[Text]:
    texts = list(figure.texts)
    for axes in figure.axes:
        texts += axes.texts
        if axes.axison:
            texts += [axes.xaxis.label, axes.yaxis.label]
            for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
                marks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
                texts += [label for place, label in marks if min(low, high) <= place <= max(low, high)]
    legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes)]
    texts += [text for legend in legends if legend for text in legend.get_texts()]
    return [text for text in texts if text.get_text().strip()]


def box(text: Text) -> tuple[float, ...]:
    """Return where the letters stand, less a hair that lines of one block may share."""
    extent: Any = text.get_window_extent() if text.get_bbox_patch() is None else without_ground(text)
    return extent.x0 + 0.5, extent.y0 + 1.5, extent.x1 - 0.5, extent.y1 - 1.5


def without_ground(text: Text) -> Any:  # noqa: ANN401 - matplotlib has no types
    patch, text._bbox_patch = text.get_bbox_patch(), None  # type: ignore[attr-defined]  # the only way to measure
    extent = text.get_window_extent()
    text._bbox_patch = patch  # type: ignore[attr-defined]  # the only way to measure
    return extent


def overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
