"""Every chart against the CSV files, read with pandas alone: its table, its marks, its words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from thirteenth import charts
from thirteenth.charts import style

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALL: dict[str, Callable[[], Any]] = {
    "claims_by_kind": charts.claims_by_kind,
    "claims_per_paragraph": charts.claims_per_paragraph,
    "event_lanes": lambda: charts.event_lanes("1945-01-01", "1955-12-31"),
    "told_order": charts.told_order,
    "days_between": lambda: charts.days_between([("soviet-note-nato", "tripartite-reply")]),
    "membership_spells": charts.membership_spells,
    "members_over_time": charts.members_over_time,
    "composition": lambda: charts.composition("1954-03-31"),
    "founders_later_left": charts.founders_later_left,
    "historians": charts.historians,
    "two_alliances": charts.two_alliances,
    "carriers": charts.carriers,
    "soviet_ratios": charts.soviet_ratios,
    "ratings_matrix": charts.ratings_matrix,
    "selections": lambda: charts.selections({"told": ["E01", "E08", "E09", "E11"], "memorandum": ["E03", "E04"]}),
}
# One changed cell for each chart, in a table that it draws.
CHANGES = {
    "claims_by_kind": ("claims.csv", ",causal,main-thesis,", ",motive,main-thesis,"),
    "claims_per_paragraph": ("claims.csv", "C02,1,", "C02,2,"),
    "event_lanes": ("timeline.csv", "1954-05-07", "1954-05-08"),
    "told_order": ("timeline.csv", "1954-05-07", "1955-12-01"),
    "days_between": ("timeline.csv", "1954-05-07", "1954-05-08"),
    "membership_spells": ("members.csv", "1955-05-06", "1956-05-06"),
    "members_over_time": ("members.csv", "1955-05-06", "1956-05-06"),
    "composition": ("members.csv", "GRC,1951-10-22,1952-02-18", "GRC,1951-10-22,1955-02-18"),
    "founders_later_left": ("members.csv", "1968-09-13", "1991-07-01"),
    "historians": ("historians.csv", "US security policy,-0.5,1,", "US security policy,-0.5,0.5,"),
    "two_alliances": ("capabilities.csv", "SUN,1955,196.2", "SUN,1955,296.2"),
    "carriers": ("capabilities.csv", "USA,1955,165.9", "USA,1955,265.9"),
    "selections": ("ratings.csv", "E01,H1,CC|C,1,2,1.5", "E01,H1,C|N,0,1,0.5"),
    "ratings_matrix": ("ratings.csv", "E01,H1,CC|C,1,2,1.5", "E01,H1,C|N,0,1,0.5"),
    "soviet_ratios": ("capabilities.csv", "GRC,1955,8,", "GRC,1955,80,"),
}


@pytest.fixture(scope="module")
def csv(root: Path) -> Callable[[str], pd.DataFrame]:
    def read(name: str) -> pd.DataFrame:
        return pd.read_csv(root / "data" / f"{name}.csv")

    return read


@pytest.fixture(scope="session")
def root(request: pytest.FixtureRequest) -> Path:
    return request.config.rootpath


@pytest.mark.parametrize("name", ALL)
def test_a_chart_speaks(name: str) -> None:
    chart = ALL[name]()
    assert len(chart.alt.split()) >= 8
    assert chart.figure.texts[0].get_text(), "a title"
    bundle = chart._repr_mimebundle_()
    assert bundle["text/plain"].startswith(chart.alt)
    assert 'alt=""' not in bundle["text/html"]
    assert '<th scope="col">' in bundle["text/html"]
    assert "Source: course table" in " ".join(text.get_text() for text in chart.figure.texts)


@pytest.mark.parametrize("name", ALL)
def test_a_chart_is_the_same_twice(name: str) -> None:
    assert ALL[name]()._repr_mimebundle_() == ALL[name]()._repr_mimebundle_()


@pytest.mark.parametrize("name", ALL)
def test_letters_are_large_enough(name: str) -> None:
    figure = ALL[name]().figure
    figure.canvas.draw()
    texts = [text for axes in figure.axes for text in axes.texts] + list(figure.texts)
    texts += [label for axes in figure.axes for label in axes.get_xticklabels() + axes.get_yticklabels()]
    assert [text.get_text() for text in texts if text.get_text() and text.get_fontsize() < style.TEXT_PT] == []


@pytest.mark.parametrize("name", ALL)
def test_one_changed_cell_changes_the_words(
    name: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ALL[name]().as_text()
    table, old, new = CHANGES[name]
    data = tmp_path / "data"
    shutil.copytree(root / "data", data)
    text = (data / table).read_text(encoding="utf-8")
    assert old in text
    (data / table).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    monkeypatch.setenv("THIRTEENTH_DATA", str(data))
    assert ALL[name]().as_text() != before


def test_bars_of_claims_are_the_counts(csv: Callable[[str], pd.DataFrame]) -> None:
    chart = charts.claims_by_kind()
    counts = csv("claims").groupby(["kind", "checkable"]).size()
    drawn = chart.table.set_index(["kind", "checkable"])["claims"]
    assert drawn.to_dict() == counts.to_dict()
    widths = sorted(bar.get_width() for bars in chart.figure.axes[0].containers for bar in bars)
    assert widths == sorted(counts)
    (bars,) = charts.claims_per_paragraph().figure.axes[0].containers
    heights = [bar.get_height() for bar in bars]
    assert heights == csv("claims")["paragraph"].value_counts().sort_index().to_list()


@pytest.mark.parametrize(("show", "told"), [("all", (True, False)), ("told", (True,)), ("untold", (False,))])
def test_lanes_show_the_events_of_the_period(
    csv: Callable[[str], pd.DataFrame], show: Literal["all", "told", "untold"], told: tuple[bool, ...]
) -> None:
    timeline = csv("timeline")
    inside = (timeline["date"] >= "1954-01-01") & (timeline["date"] <= "1954-12-31")
    wanted = timeline[inside & timeline["in_article"].isin(told)]["title"]
    chart = charts.event_lanes("1954-01-01", "1954-12-31", show=show)
    assert set(wanted) <= set(chart.table["title"])
    labels = {text.get_text() for text in chart.figure.axes[0].texts}
    assert set(chart.table["title"]) <= labels
    assert set(chart.table["told"]) == {"yes" if word else "no" for word in told}


def test_days_are_the_difference_of_the_dates(csv: Callable[[str], pd.DataFrame]) -> None:
    dates = pd.to_datetime(csv("timeline").set_index("event_id")["date"])
    pairs = [
        ("west-germany-joins-nato", "warsaw-treaty-signed"),
        ("north-atlantic-treaty-signed", "warsaw-treaty-signed"),
    ]
    chart = charts.days_between(pairs)
    assert chart.table["days"].to_list() == [(dates[end] - dates[begin]).days for begin, end in pairs]
    assert chart.table["days"].to_list() == [8, 2231]
    assert "8 days" in chart.alt


def test_spells_begin_and_end_as_in_the_table(csv: Callable[[str], pd.DataFrame]) -> None:
    members = csv("members")
    table = charts.membership_spells().table
    assert len(table) == len(members)
    for _, spell in members.iterrows():
        row = table[(table["alliance"] == spell["alliance"]) & (table["code"] == spell["code"])].iloc[0]
        assert str(row["joined"].date()) == spell["joined"]
        assert pd.isna(row["left"]) == pd.isna(spell["left"])


def test_steps_count_the_members(csv: Callable[[str], pd.DataFrame]) -> None:
    members = csv("members")
    for _, step in charts.members_over_time().table.iterrows():
        day = str(step["date"].date())
        own = members[members["alliance"] == step["alliance"]]
        assert step["members"] == ((own["joined"] <= day) & ~(own["left"] <= day)).sum()


@pytest.mark.parametrize(
    ("day", "nato", "wto"),
    [
        ("1949-08-23", 0, 0),
        ("1949-08-24", 12, 0),
        ("1954-03-31", 14, 0),
        ("1955-05-14", 15, 8),
        ("1990-12-31", 16, 6),
        ("2024-12-31", 32, 0),
    ],
)
def test_the_composition_is_right_on_known_days(day: str, nato: int, wto: int) -> None:
    table = charts.composition(day).table
    counts = table["alliance"].value_counts()
    assert (counts.get("NATO", 0), counts.get("WTO", 0)) == (nato, wto)
    assert sorted(table.loc[table["alliance"] == "NATO", "seat"]) == list(range(1, nato + 1))


def test_the_fifteenth_seat_is_free_on_the_day_of_the_note() -> None:
    labels = [text.get_text() for axes in charts.composition("1954-03-31").figure.axes for text in axes.texts]
    assert "15  ?" in labels
    assert "14  TUR" in labels


def test_the_slider_counts_each_year(csv: Callable[[str], pd.DataFrame]) -> None:
    members = csv("members")
    slider = charts.composition_slider()
    assert slider.table["year"].to_list() == list(range(1949, 2025))
    for _, row in slider.table.iterrows():
        day = f"{row['year']}-12-31"
        for alliance in ("NATO", "WTO"):
            own = members[members["alliance"] == alliance]
            assert row[alliance] == ((own["joined"] <= day) & ~(own["left"] <= day)).sum()
    assert slider.table["frame"].nunique() == len(slider.frames) == len(slider.alts)
    assert slider.as_html() == charts.composition_slider().as_html()


@pytest.mark.parametrize(
    "call",
    [
        lambda: charts.event_lanes("1955-01-01", "1945-01-01"),
        lambda: charts.event_lanes("1955-01-01", "1956-01-01", show="some"),  # type: ignore[arg-type]  # the error is tested
        lambda: charts.event_lanes("soon", "1956-01-01"),
        lambda: charts.days_between([]),
        lambda: charts.days_between([("soviet-note-nato", "nothing")]),
        lambda: charts.days_between([("soviet-note-nato", "gromyko-1951-remark")]),
        lambda: charts.composition_slider(1960, 1950),
        lambda: charts.composition("31 of March"),
        lambda: charts.carriers(1954),
        lambda: charts.carriers(1990),
        lambda: charts.soviet_ratios(1991),
        lambda: charts.selections({}),
        lambda: charts.selections({"mine": ["E77"]}),
    ],
)
def test_a_wrong_call_is_refused_in_words(call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"[a-z]{3,} [a-z]{2,}"):
        call()


def luminance(colour: str) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_every_ink_is_readable_on_its_fill() -> None:
    marks = [*style.ALLIANCE_MARKS.values(), *style.CHECK_MARKS.values(), style.TOLD_MARK, style.UNTOLD_MARK]
    pairs = [(mark.ink, mark.fill) for mark in marks] + [(style.QUIET, style.PAPER), (style.BROWN, style.PAPER)]
    for ink, fill in pairs:
        light, dark = sorted((luminance(ink), luminance(fill)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, fill)


def test_no_two_marks_of_a_key_look_alike_without_colour() -> None:
    for marks in (style.ALLIANCE_MARKS, style.CHECK_MARKS):
        looks = [(mark.hatch, round(luminance(mark.fill), 1)) for mark in marks.values()]
        assert len(set(looks)) == len(looks)
