"""Make a class: submissions of the exercise sheets with answers whose truth is known."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.grading.answers import RIGHT, WRONG

ROOT = Path(__file__).resolve().parents[2]
SHARE_WRONG = 1 / 3
NAMES = (
    *("Anna Nowak", "Łukasz Wójcik", "Кириллица Иванова", "李 小龍", "O'Brien", '=cmd|" "!A0', "Zoë", "Ömer Çelik"),
    *("Noor", "Mateo Ruiz", "Ayşe", "Jean-Luc", "Sigrún", "Thabo", "Aino", "Linh", "Ivo", "Márta", "Petra", "Sam"),
)


@dataclass(frozen=True)
class Truth:
    """What a task of a submission must earn, and the misconception that a wrong answer shows."""

    right: bool
    code: str


def exercise(sheet: str) -> tuple[str, dict[str, Any]]:
    """Return the name and the content of an exercise sheet."""
    path = next((ROOT / "exercises").glob(f"{sheet}-*.ipynb"))
    return path.name, json.loads(path.read_text(encoding="utf-8"))


def solved(sheet: str, chance: random.Random) -> tuple[dict[str, Any], dict[str, Truth]]:
    """Return a submission of a sheet, a third of its answers wrong, and the truth about each task."""
    _, notebook = exercise(sheet)
    truth = {}
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            wrong = chance.random() < SHARE_WRONG
            code, source = chance.choice(WRONG[name]) if wrong else ("", chance.choice(RIGHT[name]))
            if name == "t3-3" and wrong:
                # The line that the sheet gives stays.
                source = "".join(cell["source"][:1]) + source
            cell["source"] = source
            truth[name] = Truth(not wrong, code)
    if chance.random() < SHARE_WRONG:
        notebook["cells"].insert(2, {"cell_type": "markdown", "metadata": {}, "source": "My own notes.", "id": "own"})
    return notebook, truth


def write_class(folder: Path, learners: int, seed: int = 1949) -> dict[tuple[str, str, str], Truth]:
    """Write LEARNER/NN-….ipynb for so many learners and three sheets.

    Returns:
        The truth by learner, sheet and task.
    """
    chance = random.Random(seed)  # noqa: S311 - the same class each time, nothing secret
    truths = {}
    for number in range(learners):
        learner = NAMES[number] if number < len(NAMES) else f"Learner {number:05d}"
        place = folder / learner.replace("/", "_").replace('"', "_")
        place.mkdir(parents=True)
        for sheet in ("01", "02", "03"):
            notebook, truth = solved(sheet, chance)
            (place / exercise(sheet)[0]).write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
            truths.update({(place.name, sheet, name): one for name, one in truth.items()})
    return truths
