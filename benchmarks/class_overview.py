"""Measure the overview of a large class: 1,000 learners with 100 answers each, at most 5 s and 500 MB.

``python -m benchmarks.class_overview`` makes the logs and prints time and memory of one run of the command.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from coursekit.quiz import bank, marking
from coursekit.quiz.types.rate_evidence import SCALE

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

LEARNERS, ANSWERS = 1000, 100
BEGIN = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
MOST_S, MOST_MB = 5.0, 500.0
WORDS = (
    "the",
    "source",
    "does",
    "not",
    "say",
    "who",
    "wrote",
    "it",
    "when",
    "we",
    "cannot",
    "know",
    "what",
    "was",
    "meant",
)


def response(question: Question, chance: random.Random) -> dict[str, Any]:  # noqa: PLR0911 - one a type of question
    """Return an answer that somebody might give, as the page sends it."""
    body = question.body
    match question.type:
        case "single":
            return {"choice": chance.choice(body["options"])["id"]}
        case "multiple":
            return {"choices": [one["id"] for one in body["options"] if chance.choice((True, False))] or ["a"]}
        case "numeric":
            numbers = [body["answer"]["value"], *(case["value"] for case in body.get("near", [])), 77]
            return {"value": str(chance.choice(numbers))}
        case "estimate" | "confidence":
            scale = body.get("scale") or body["answer"]
            return {"value": chance.randint(int(scale["min"]), int(scale["max"]))}
        case "order":
            return {"order": chance.sample(body["order"], len(body["order"]))}
        case "match":
            return {"pairs": {one["id"]: chance.choice(body["right"])["id"] for one in body["left"]}}
        case "rate-evidence":
            return {"ratings": {name: chance.choice(SCALE) for name in body["allowed"]}}
    text = " ".join(chance.choices(WORDS, k=260))
    return {"text": text, "reason": text, "against": text, "confidence": 60, **_position(body, chance)}


def _position(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    if "positions" not in body:
        return {}
    return {"position": chance.choice(body["positions"])["id"], "evidence": [body["evidence"][0]["id"]]}


def line(question: Question, chance: random.Random, when: int) -> str:
    """Return a line of a log."""
    given = response(question, chance)
    outcome = marking.mark(question, given).outcome
    moment = (BEGIN + dt.timedelta(milliseconds=when)).isoformat(timespec="milliseconds")
    entry = {"v": 1, "time": moment, "question": question.id, "type": question.type, "response": given}
    return json.dumps({**entry, "outcome": outcome, "wording": question.wording}, ensure_ascii=False)


def make_class(folder: Path, learners: int, answers: int, seed: int = 1) -> None:
    """Write a class's logs.

    Args:
        folder: where.
        learners: how many.
        answers: how many each has given; some are second tries.
        seed: for the same class each time.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret, the same class each time
    questions = [one for lesson in bank.lessons() for one in lesson.questions.values()]
    folder.mkdir(parents=True, exist_ok=True)
    for learner in range(learners):
        asked = sorted(chance.choices(questions, k=answers), key=lambda one: one.id)
        lines = [line(one, chance, learner * 1000 + place) for place, one in enumerate(asked)]
        (folder / f"learner-{learner:04d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Make the class, run the command, print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_class(folder / "answers", LEARNERS, ANSWERS)
        command = [sys.executable, "-m", "thirteenth.cli", "class", str(folder / "answers")]
        begin = time.perf_counter()
        process = psutil.Popen([*command, "--out", str(folder / "class.html")], stdout=subprocess.DEVNULL)
        memory = processor = 0.0
        while process.poll() is None:
            with suppress(psutil.Error):
                memory = max(memory, process.memory_info().rss / 1e6)
                used = process.cpu_times()
                processor = used.user + used.system
            time.sleep(0.02)
        took = time.perf_counter() - begin
    fits = process.returncode == 0 and took <= MOST_S and memory <= MOST_MB
    print(
        f"{LEARNERS} learners x {ANSWERS} answers: {took:.1f} s (at most {MOST_S:g}), of them {processor:.1f} s of one "
        f"processor; {memory:.0f} MB (at most {MOST_MB:g})"
    )
    return 0 if fits else 1


if __name__ == "__main__":
    sys.exit(main())
