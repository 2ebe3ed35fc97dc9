"""The ranges of the historians, against historians.csv read with pandas alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from thirteenth import charts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def works(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "historians.csv")


def test_each_bar_is_drawn_from_its_low_end_to_its_high_end(works: pd.DataFrame) -> None:
    chart = charts.historians()
    axes: Any = chart.figure.axes[0]
    # The bars of the key have no length.
    bars = [bar for bar in axes.patches if bar.get_width()]
    drawn = {
        label.get_text(): (bar.get_x(), bar.get_x() + bar.get_width())
        for label, bar in zip(axes.get_yticklabels(), bars, strict=True)
    }
    assert drawn == {row.short_name: (row.low, row.high) for row in works.itertuples()}
    assert [(low + high) / 2 for low, high in drawn.values()] == sorted((works["low"] + works["high"]) / 2)


def test_every_range_is_one_and_the_two_ends_are_reached_alike(works: pd.DataFrame) -> None:
    assert (works["low"] < works["high"]).all()
    assert works["low"].min() == -2
    assert works["high"].max() == 2
    left, right = works["high"] <= 0, works["low"] >= 0
    assert left.sum() == right.sum()


def test_most_works_were_not_opened_and_say_so(works: pd.DataFrame, root: Path) -> None:
    sources = pd.read_csv(root / "data" / "sources.csv").set_index("source_id").loc[works["source_id"]]
    assert list(sources.index[sources["verified"]]) == ["roberts-2008"]
    assert sources.loc[~sources["verified"], "note"].str.startswith("Not opened").all()


@pytest.mark.parametrize(
    ("western", "soviet", "place"), [(100, 0, 2), (0, 100, -2), (40, 40, 0), (0, 0, 0), (40, 25, 0.3)]
)
def test_your_own_points_stand_on_the_same_line(western: float, soviet: float, place: float) -> None:
    chart = charts.historians(western=western, soviet=soviet)
    assert chart.table.iloc[-1][["work", "low", "high"]].tolist() == ["you", place, place]
    axes: Any = chart.figure.axes[0]
    assert next(line for line in axes.lines if line.get_marker() == "D").get_xdata() == [place]
    assert chart.alt.endswith(f"you at {place:+g}." if place else "you at 0.")


@pytest.mark.parametrize(("western", "soviet"), [(40, None), (None, 40), (-1, 40), (60, 50)])
def test_impossible_points_are_refused(western: float | None, soviet: float | None) -> None:
    with pytest.raises(ValueError, match="Give both numbers, none below 0 and together 100 at most"):
        charts.historians(western=western, soviet=soviet)
