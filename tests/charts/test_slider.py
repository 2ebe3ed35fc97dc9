"""The year slider's words and pictures, against the CSV files read with pandas alone."""

from __future__ import annotations

import base64
import json
import re
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from coursekit import tables
from thirteenth import charts
from thirteenth.charts import style

if TYPE_CHECKING:
    from pathlib import Path

    from thirteenth.charts.slider import Slider

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def slider() -> Slider:
    return charts.composition_slider()


def plan_of(slider: Slider) -> dict[str, Any]:
    found = re.search(r"const plan = (\{.*\});\n", slider.as_html())
    assert found
    plan: dict[str, Any] = json.loads(found[1])
    return plan


def inside(members: pd.DataFrame, alliance: str, year: int) -> set[str]:
    day = f"{year}-12-31"
    there = (members["alliance"] == alliance) & (members["joined"] <= day) & ~(members["left"] <= day)
    return set(members.loc[there, "code"])


def on_map(states: pd.DataFrame, year: int) -> set[str]:
    day = f"{year}-12-31"
    return set(states.loc[(states["valid_from"] <= day) & ~(states["valid_to"] <= day), "code"])


def test_a_picture_shows_the_states_and_seats_of_its_years(slider: Slider, root: Path) -> None:
    members, states = (pd.read_csv(root / "data" / f"{name}.csv") for name in ("members", "countries"))
    for year, number in zip(slider.table["year"], slider.table["frame"], strict=True):
        said = texts_of(slider.frames[number])
        assert {word for word in said if re.fullmatch("[A-Z]{3}", word)} == on_map(states, year), year
        seats = {word.split()[1] for word in said if re.fullmatch(r"[0-9]+  [A-Z]{3}", word)}
        nato, pact = (inside(members, alliance, year) for alliance in ("NATO", "WTO"))
        assert seats == nato | pact, year
        assert {f"NATO: {len(nato)}", f"Warsaw Pact: {len(pact)}"} <= said, year


def texts_of(picture: str) -> set[str]:
    drawing = ET.fromstring(base64.b64decode(picture.removeprefix("data:image/svg+xml;base64,")))  # noqa: S314 - our own
    return {"".join(text.itertext()) for text in drawing.iter(f"{SVG}text")}


def test_a_tile_has_the_look_of_its_alliance(slider: Slider) -> None:
    number = slider.table.set_index("year")["frame"][1955]
    drawing = base64.b64decode(slider.frames[number].split(",")[1]).decode("utf-8")
    for code, word in (("USA", "NATO"), ("SUN", "WTO"), ("YUG", "none")):
        before = drawing[: drawing.index(f">{code}<")]
        tile = re.findall(r'<rect x="[^"]*" y="[^"]*" width="53" height="53" fill="(#[0-9A-F]{6})"', before)[-1]
        assert tile == style.ALLIANCE_MARKS[word].fill


def test_the_news_of_a_year_are_who_came_and_who_went(slider: Slider, root: Path) -> None:
    members, states = (pd.read_csv(root / "data" / f"{name}.csv") for name in ("members", "countries"))
    names = states.set_index("code")["name"].to_dict()
    for year, news in zip(slider.table["year"][1:], slider.table["news"][1:], strict=True):
        wanted = ""
        for alliance, place in (("NATO", "NATO"), ("WTO", "the Warsaw Pact")):
            old, new = inside(members, alliance, year - 1), inside(members, alliance, year)
            wanted += listed(f"New in {place}", new - old, names) + listed(f"No longer in {place}", old - new, names)
        old, new = on_map(states, year - 1), on_map(states, year)
        wanted += listed("New on the map", new - old, names) + listed("No longer on the map", old - new, names)
        assert news == wanted.strip().replace("New in NATO: Germany.", "New in NATO: West Germany."), year


def listed(words: str, codes: set[str], names: dict[str, str]) -> str:
    return f"{words}: {', '.join(sorted(names[code] for code in codes))}. " if codes else ""


def test_the_text_lists_the_counts_at_each_change(slider: Slider) -> None:
    lines = slider.as_text().splitlines()
    assert lines[0] == "Both alliances on 31 December of each year from 1949 to 2024, in 19 pictures."
    assert lines[1] == "year | NATO | WTO | news"
    assert lines[2] == "1949 | 12 | 0 | "
    assert lines[3] == "1952 | 14 | 0 | New in NATO: Greece, Turkey."
    assert lines[-1] == "2024 | 32 | 0 | New in NATO: Sweden."


def test_the_page_and_its_plan_agree_with_the_table(slider: Slider) -> None:
    plan = plan_of(slider)
    assert (plan["first"], plan["start"]) == (1949, 1955)
    assert plan["frames"] == slider.table["frame"].to_list()
    assert plan["news"] == slider.table["news"].to_list()
    assert plan["pictures"] == slider.frames
    assert plan["alts"] == slider.alts
    assert (
        plan["counts"][1955 - 1949]
        == "31 December 1955: NATO 15, Warsaw Pact 8; in neither, 7 of the 30 states on the map."
    )


def test_without_scripts_one_picture_and_a_way_to_the_slider_are_left(slider: Slider) -> None:
    page = re.sub("<script>.*</script>", "", slider.as_html(), flags=re.DOTALL)
    assert page.count("<img ") == 1
    assert 'alt="NATO 15, Warsaw Pact 8; in neither, 7 of the 30 states on the map."' in page
    assert "<p>Run this cell to move through the years.</p>" in page
    assert "<input" not in page
    assert "hidden" not in page, "JupyterLab removes this attribute where it removes scripts"
    assert "<caption>Source: course tables members.csv and countries.csv</caption>" in page


def test_nothing_is_fetched_and_no_name_is_random(slider: Slider) -> None:
    page = slider.as_html()
    assert set(re.findall(r"https?://[^\"']+", page)) == set()
    assert re.findall(r'\bid="', page) == []
    assert page == charts.composition_slider().as_html()


@pytest.mark.parametrize(("first", "last", "start"), [(1949, 1960, 1955), (1980, 1995, 1980), (1955, 1955, 1955)])
def test_another_span_of_years(first: int, last: int, start: int) -> None:
    slider = charts.composition_slider(first, last)
    assert slider.table["year"].to_list() == list(range(first, last + 1))
    assert slider.start == start == plan_of(slider)["start"]
    assert slider.table["news"].iloc[0] == ""


@pytest.mark.parametrize(("first", "last"), [(1948, 1960), (1960, 1950), (1949, 2025)])
def test_years_outside_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"from 1949 to 2024, not {first} and {last}"):
        charts.composition_slider(first, last)


def test_a_changed_member_changes_pictures_and_words(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slider: Slider
) -> None:
    data = tmp_path / "data"
    shutil.copytree(root / "data", data)
    text = (data / "members.csv").read_text(encoding="utf-8")
    swapped = text.replace("1955-05-06", "1956-05-06")
    assert swapped != text
    (data / "members.csv").write_text(swapped, encoding="utf-8", newline="\n")
    monkeypatch.setenv("THIRTEENTH_DATA", str(data))
    assert tables.data_dir() == data
    changed = charts.composition_slider()
    assert "1955 | 14 | 8" in changed.as_text()
    assert "1956 | 15 | 8 | New in NATO: West Germany." in changed.as_text()
    assert changed.frames != slider.frames


def test_a_name_cannot_break_out_of_the_script(slider: Slider) -> None:
    news = slider.table["news"].where(slider.table["year"] != 1960, "New on the map: </script><b>PLAN</b>.")
    evil = type(slider)(slider.table.assign(news=news), slider.frames, slider.alts, slider.start, slider.tiles)
    assert evil.as_html().count("</script>") == 1
    assert plan_of(evil)["news"][1960 - 1949] == "New on the map: </script><b>PLAN</b>."
