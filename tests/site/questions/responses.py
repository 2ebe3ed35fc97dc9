"""Responses to a question: every one that its controls can give, or many of them, and many that no control gives."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coursekit.quiz.question import Question

Response = dict[str, Any]
MOST = 200
SPACES = "\t\n \x1c\x85\xa0\u2003\u202f\u3000\ufeff"
WORDS = ("Moscow", "Москва", "中国", "naïve", "12", "😀", "\ud83d", "a_b", "<script>alert(1)</script>", "'", "\u22125")
# No answer, or not the kind of answer that is asked for.
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -3.5, "", " ", "a", "abc", "constructor", "__proto__", "toString", "é", "None"),
    *([], ["a"], ["a", "a"], ["a", 1], [1, 2], [None, None], [None], [["a"]], ["a", None], [True, 2.5]),
    *({}, {"a": "b"}, {"H1": "CC"}, {"a": None, "b": []}, {"constructor": "a"}, [{}], ["__proto__"]),
)


def responses(question: Question) -> list[Response]:
    """Return what a question can be answered with; the same list each time."""
    rng = random.Random(question.id)  # noqa: S311 - a test that draws the same each time
    made = list(itertools.islice(TYPES[question.type](question.body, rng), MOST))
    strange: list[Response] = [{}, {"constructor": 1}]
    strange += [{**rng.choice(made), name: value} for name in made[0] for value in STRANGE]
    return made + strange


# Fullwidth, Arabic, Persian and double-struck fifteens; signs, marks and spaces that are and are not those of a number.
NUMBERS = (
    *("", "twelve", "1,2,3", "1_000", "1e3", "1e400", "inf", "nan", "-0", "0x10", ".", "5.", ".5", "+7", "--7", "1e"),
    *("\uff11\uff15", "\u0661\u0665", "\u06f1\u06f5", "1\u066b5", "\U0001d7d9\U0001d7dd", "\u00b2", "\u00bd", "XV"),
    *("1,234.5", "1.234,5", "12,345", "1,23", "\u22124", "1e-5", "1.5.2", "\u200715", "15\u200b", "12\ufeff", "\x1c15"),
    *("1\u00a0234,5", "2'231", "15 members", "0,5e1", "00015", "15.000000001", "E5"),
)
SIGNS = "0123456789\u0661\u0662\uff11\uff12\U0001d7d8\U0001d7e1.,,'_+-\u2212eE \u00a0\u2003\ufeff\u200bx"


def _ids(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["id"] for entry in entries]


def _single(body: dict[str, Any], _: random.Random) -> Iterator[Response]:
    yield from ({"choice": name} for name in [*_ids(body["options"]), "zz", "A"])


def _multiple(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    ids = _ids(body["options"])
    subsets = [list(some) for size in range(len(ids) + 1) for some in itertools.combinations(ids, size)]
    rng.shuffle(subsets)
    yield from ({"choices": chosen} for chosen in subsets)
    yield {"choices": [*ids, "zz"]}
    yield {"choices": ["zz"]}


def _order(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    yield {"order": body["order"]}
    for _ in range(MOST):
        yield {"order": rng.sample(body["order"], len(body["order"]))}
    yield {"order": body["order"][1:]}
    yield {"order": [*body["order"], body["order"][0]]}


def _match(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    yield {"pairs": body["pairs"]}
    choices = [*_ids(body["right"]), *_ids(body["right"]), "", "zz", None, 1]
    for _ in range(MOST):
        found = {name: right if rng.random() < 0.5 else rng.choice(choices) for name, right in body["pairs"].items()}
        yield {"pairs": found}
    yield {"pairs": dict(list(body["pairs"].items())[1:])}


def _ratings(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    scale = ("CC", "C", "N", "I", "II")
    for _ in range(MOST):
        words = (*scale, *scale, *scale, "", "cc") if rng.random() < 0.3 else scale
        yield {"ratings": {name: rng.choice(words) for name in body["allowed"]}}


def numbers(rng: random.Random, around: list[float]) -> Iterator[Any]:
    """Yield numbers as people and programs write them, some near given ones."""
    for _ in range(MOST):
        base = rng.choice([*around, rng.uniform(-1e4, 1e4), rng.randrange(10**7), 10 ** rng.uniform(-7, 17)])
        value = base + rng.choice([0, 0, 0, 1, -1, 0.5, 1e-10, -1e-7, 0.0625])
        yield rng.choice(WRITTEN)(value)
    yield from NUMBERS


WRITTEN: tuple[Callable[[float], Any], ...] = (
    lambda value: value,
    round,
    str,
    repr,
    lambda value: f"{value:g}",
    lambda value: f"{value:.3f}".replace(".", ","),
    lambda value: f"{value:,.2f}",
    lambda value: f" {value:_.0f} ",
    lambda value: f"{value:.1e}".replace("-", "\u2212"),
    lambda value: f"{value:,.0f}".replace(",", "\u202f"),
)


def _number(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    known = body.get("answer") or body["scale"]
    around = [value for name, value in known.items() if name in {"value", "min", "max"}]
    around += [near["value"] for near in body.get("near", [])]
    yield from ({"value": value} for value in around)
    yield from ({"value": value} for value in numbers(rng, around))


def _stance(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    positions, evidence = [*_ids(body["positions"]), "zz", ""], [*_ids(body["evidence"]), "zz"]
    for _ in range(MOST):
        yield {
            "position": rng.choice(positions),
            "confidence": rng.randrange(101),
            "evidence": rng.sample(evidence, rng.randrange(len(evidence))),
            "reason": text(rng, rng.randrange(2 * body["min_words"])),
            "against": text(rng, rng.randrange(16)),
        }


def _text(body: dict[str, Any], rng: random.Random) -> Iterator[Response]:
    for _ in range(MOST // 4):
        yield {"text": text(rng, rng.randrange(int(1.4 * body["words"]["max"])))}


def text(rng: random.Random, count: int) -> str:
    """Return so many words of several scripts, with white space of many kinds between them."""
    pieces = [piece for _ in range(count) for piece in (rng.choice(WORDS), rng.choice(SPACES))]
    return "".join(pieces)


TYPES: dict[str, Callable[[dict[str, Any], random.Random], Iterator[Response]]] = {
    "single": _single,
    "multiple": _multiple,
    "order": _order,
    "match": _match,
    "rate-evidence": _ratings,
    "numeric": _number,
    "estimate": _number,
    "confidence": _number,
    "stance": _stance,
    "text": _text,
}
