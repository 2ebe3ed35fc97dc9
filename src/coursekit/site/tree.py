"""A table whose rows support each other, as a tree to walk: what stands under what, how it stands, what bears on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.site.links import anchor
from coursekit.site.markdown import as_html
from coursekit.site.names import ARGUMENT
from coursekit.site.page import Page

if TYPE_CHECKING:
    from coursekit.quiz.question import Lesson
    from coursekit.site.place import Place
    from coursekit.site.settings import Settings
    from coursekit.site.tables import Table


@dataclass(frozen=True)
class Node:
    """A row of the tree.

    Attributes:
        key: its key.
        anchor: where it stands.
        text: its words.
        status: how it stands.
        sign: the sign for that.
        note: the reason for it.
        bearing: what bears on it: by heading the reasons, each with its source's id and address.
        questions: the questions that bear on it, each with its address.
        below: the rows that support it.
    """

    key: str
    anchor: str
    text: str
    status: str
    sign: str
    note: str
    bearing: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    questions: list[tuple[str, str]] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows stand under it, itself included."""
        return 1 + sum(node.size for node in self.below)


def page(settings: Settings, tables: dict[str, Table], bank: dict[str, Lesson], place: Place) -> Page:
    """Return the page of the tree.

    Args:
        settings: the course's file, with an entry ``tree``.
        tables: the tables by name.
        bank: the questions, by lesson's number.
        place: of the page.
    """
    about = settings.get("tree")
    table = tables[about["table"]]
    asking: dict[str, list[str]] = {}
    for lesson in bank.values():
        for question in lesson.questions.values():
            for claim in question.claims:
                asking.setdefault(claim, []).append(question.id)
    maker = _Maker(about, table, tables, asking, place)
    tops = [row[table.key] for row in table.rows if not row[about["above"]]]
    nodes = [maker.node(key) for key in sorted(tops, key=lambda key: key != about["top"])]
    return Page(
        path=ARGUMENT,
        title=about["title"],
        description=as_html(about["lead"], place).striptags(),
        template="tree.html",
        section="argument",
        content={
            "lead": as_html(about["lead"], place),
            "rest_lead": as_html(about.get("rest", ""), place),
            "top": nodes[0],
            "rest": nodes[1:],
            "signs": about.get("signs", {}),
            "table": table,
        },
    )


@dataclass(frozen=True)
class _Maker:
    about: dict[str, Any]
    table: Table
    tables: dict[str, Table]
    asking: dict[str, list[str]]
    place: Place

    def node(self, key: str) -> Node:
        row = next(row for row in self.table.rows if row[self.table.key] == key)
        status = row.get(self.about.get("status", ""), "")
        below = [other[self.table.key] for other in self.table.rows if other[self.about["above"]] == key]
        return Node(
            key=key,
            anchor=anchor(key),
            text=row[self.about["text"]],
            status=status,
            sign=self.about.get("signs", {}).get(status, ""),
            note=row.get(self.about.get("note", ""), ""),
            bearing=self._bearing(key),
            questions=[(name, self._address(name)) for name in self.asking.get(key, [])],
            below=[self.node(other) for other in below],
        )

    def _bearing(self, key: str) -> dict[str, list[tuple[str, str, str]]]:
        about = self.about.get("evidence")
        if not about:
            return {}
        rows = [row for row in self.tables[about["table"]].rows if row[self.table.key] == key]
        reasons_under: dict[str, list[tuple[str, str, str]]] = {}
        for word, heading in about["order"].items():
            reasons = [row for row in rows if row[about["bearing"]] == word]
            if reasons:
                names = [(row[about["why"]], row[about["source"]]) for row in reasons]
                reasons_under[heading] = [(why, name, self._address(name)) for why, name in names]
        return reasons_under

    def _address(self, key: str) -> str:
        address = self.place.addresses.keys.get(key)
        return self.place.to(address) if address else ""
