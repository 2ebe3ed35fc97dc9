"""The matrix of evidence against the CSV files, and with a learner's own ratings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from coursekit.quiz import bank
from thirteenth import charts, quiz
from thirteenth.charts import style
from thirteenth.charts.matrix import totals

if TYPE_CHECKING:
    from pathlib import Path

SCORES = ["min_score", "mid_score", "max_score"]
TOLD = ["E01", "E08", "E09", "E11"]
MEMORANDUM = {"E03", "E04", "E05"}
WITHOUT = [f"E{n:02d}" for n in range(1, 18) if f"E{n:02d}" not in MEMORANDUM]


@pytest.fixture
def ratings(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "ratings.csv")


def only(chart: charts.Chart) -> Any:  # noqa: ANN401 - matplotlib's types say less than what it gives
    (axes,) = chart.figure.axes
    return axes


def words(chart: charts.Chart) -> list[str]:
    axes = only(chart)
    return [text.get_text() for text in axes.texts]


def test_every_cell_says_its_rating_in_its_place_and_colour(ratings: pd.DataFrame) -> None:
    axes = only(charts.ratings_matrix())
    items, codes = list(dict.fromkeys(ratings["evidence_id"])), sorted(set(ratings["hypothesis_id"]))
    said = {(round(text.get_position()[1] - 0.5), round(text.get_position()[0] - 0.5)): text for text in axes.texts}
    boxes = {(round(box.get_y()), round(box.get_x())): to_hex(box.get_facecolor()).upper() for box in axes.patches}
    assert len(boxes) == len(ratings) == 68
    for row in ratings.itertuples():
        place = items.index(row.evidence_id), codes.index(row.hypothesis_id)
        assert said[place].get_text().split()[0] == (f"{row.mid_score:+g}" if row.mid_score else "0")
        blue = boxes[place] in {style.BLUE, style.FAINT_BLUE}
        assert (row.mid_score > 0) == blue
        assert (row.mid_score < 0) == (boxes[place] in {style.BROWN, style.FAINT_BROWN})


@pytest.mark.parametrize(
    ("items", "sums"),
    [
        (None, [7.0, 8.5, 5.0, 7.0]),
        (TOLD, [4.0, 0.5, 0.0, 3.0]),
        (WITHOUT, [6.5, 5.5, 4.5, 6.5]),
    ],
)
def test_the_sums_are_those_of_the_table(ratings: pd.DataFrame, items: list[str] | None, sums: list[float]) -> None:
    kept = ratings[ratings["evidence_id"].isin(items or ratings["evidence_id"])]
    assert kept.groupby("hypothesis_id")["mid_score"].sum().tolist() == sums
    chart = charts.ratings_matrix(items=items)
    assert totals(chart.table)["score"].tolist() == sums
    assert {f"{value:+g}" if value else "0" for value in sums} <= set(words(chart))


def test_what_is_against_each_explanation_is_a_range() -> None:
    sums = totals(charts.ratings_matrix().table)
    assert sums["least"].tolist() == [0, 0, 0, 0]
    assert sums["most"].tolist() == [7, 5, 7, 3]
    assert sums["against"].tolist() == [2.5, 0.5, 3, 0.5]
    assert "H1 against it 2.5 (0 to 7), sum +7" in charts.ratings_matrix().alt
    assert {"2.5 (0 to 7)", "0.5 (0 to 3)"} <= set(words(charts.ratings_matrix()))


def test_who_leads_and_who_shares_the_lead_is_said() -> None:
    assert charts.ratings_matrix().alt.endswith("least against: H2, H4; highest sum: H2.")
    assert charts.ratings_matrix(items=TOLD).alt.endswith("least against: H1, H2, H4; highest sum: H1.")
    assert charts.ratings_matrix(items=WITHOUT).alt.endswith("least against: H2, H4; highest sum: H1, H4.")


def test_what_the_article_reports_carries_a_dot(root: Path) -> None:
    evidence = pd.read_csv(root / "data" / "evidence.csv").set_index("evidence_id")
    axes = only(charts.ratings_matrix())
    labels = [label.get_text() for label in axes.get_yticklabels()][: len(evidence)]
    for label, (code, row) in zip(labels, evidence.iterrows(), strict=True):
        assert label.endswith(f"{row['title']}  {code}")
        assert {"yes": "\N{BLACK CIRCLE}", "partly": "\N{WHITE CIRCLE}", "no": row["title"][0]}[
            row["in_article"]
        ] == label[0]


def test_selections_draw_the_sums_and_ranges_of_each_choice(ratings: pd.DataFrame) -> None:
    chosen = {"told": TOLD, "without": WITHOUT}
    chart = charts.selections(chosen)
    for (name, items), axes in zip(chosen.items(), chart.figure.axes, strict=True):
        kept = ratings[ratings["evidence_id"].isin(items)].groupby("hypothesis_id")
        sums = kept["mid_score"].sum()
        panel: Any = axes
        bars = [bar.get_height() for bar in panel.patches]
        held = {name: -kept[name].agg(lambda scores: scores.clip(upper=0).sum()) for name in SCORES}
        assert bars[::2] == held["mid_score"].tolist(), "what is against it, first"
        assert bars[1::2] == sums.tolist(), "the sum beside it"
        ranges = [tuple(line.get_ydata()) for line in panel.lines if line.get_marker() == "_"]
        assert ranges == list(zip(held["max_score"], held["min_score"], strict=True))
        assert f"({len(items)} items)" in panel.get_title("left")
        assert panel.get_title("left").startswith(name)
    assert "told (4 items): H1 0 (0 to 1) and +4, H2 0 (0 to 3) and +0.5" in chart.alt
    assert chart.alt.endswith("least against: H2, H4; highest sum: H1, H4.")


def test_a_wrong_item_is_named() -> None:
    with pytest.raises(ValueError, match=r"no item 'E99'.*E01, E02"):
        charts.ratings_matrix(items=["E01", "E99"])
    with pytest.raises(ValueError, match="no items to draw"):
        charts.ratings_matrix(items=[])


def record(question: str, **ratings: Any) -> str:  # noqa: ANN401 - what a damaged log may hold
    fields = {"v": 1, "time": "2026-01-01T00:00:00Z", "question": question, "type": "rate-evidence"}
    return json.dumps({**fields, "response": {"ratings": ratings}, "outcome": "right"}) + "\n"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    return tmp_path / "learner.jsonl"


def test_without_answers_all_is_the_courses_example(log: Path) -> None:
    assert not log.exists()
    table = quiz.my_ratings()
    assert set(table["whose"]) == {"example"}
    assert totals(charts.ratings_matrix(table).table)["score"].tolist() == [7.0, 8.5, 5.0, 7.0]
    legend = " ".join(text.get_text() for text in charts.ratings_matrix(table).figure.texts)
    assert "course's example" in legend
    assert "Bold" not in legend


def test_own_ratings_replace_the_example_and_are_bold(log: Path) -> None:
    log.write_text(
        record("q-0506", H1="II", H2="N", H3="C", H4="CC") + record("q-0506", H1="CC", H2="N", H3="C", H4="CC"),
        encoding="utf-8",
    )
    table = quiz.my_ratings()
    own = table[table["whose"] == "you"]
    assert own["evidence_id"].unique().tolist() == ["E01"]
    assert own["score"].tolist() == [2, 0, 1, 2], "the last answer counts"
    assert own["low"].tolist() == own["high"].tolist() == own["score"].tolist()
    chart = charts.ratings_matrix(table)
    assert "Bold: your own ratings" in " ".join(text.get_text() for text in chart.figure.texts)
    axes = only(chart)
    bold = [text.get_text() for text in axes.texts if text.get_weight() == "bold" and text.get_position()[1] < 17]
    assert bold == ["+2", "0", "+1", "+2"]


def test_ratings_of_another_version_are_left_out(log: Path) -> None:
    log.write_text(
        record("q-0507", H1="maybe", H2="C", H9="C") + record("q-9999", H1="C") + "rubbish\n", encoding="utf-8"
    )
    own = quiz.my_ratings().query("whose == 'you'")
    assert own[["evidence_id", "hypothesis_id", "score"]].to_numpy().tolist() == [["E08", "H2", 1.0]]


def test_the_bank_allows_what_the_table_allows(ratings: pd.DataFrame) -> None:
    allowed = {(row.evidence_id, row.hypothesis_id): row.allowed.split("|") for row in ratings.itertuples()}
    questions = [q for lesson in bank.lessons() for q in lesson.questions.values() if q.type == "rate-evidence"]
    assert len(questions) >= 7
    for question in questions:
        for name, words_ in question.body["allowed"].items():
            assert words_ == allowed[question.body["evidence"], name]
