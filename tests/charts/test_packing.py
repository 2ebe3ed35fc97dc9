"""Labels in rows: none touches another, none leaves the room, and no row is begun without need."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirteenth.charts.packing import Labelled, Place, pack

ROOM, HEADING = 10.0, 1.0
WIDTH_MAX = 4.0
marks = st.lists(
    st.builds(
        lambda left, length, width: Labelled(left, min(left + length, ROOM), width),
        st.floats(0, ROOM),
        st.floats(0, 3),
        st.floats(0.3, WIDTH_MAX),
    ),
    max_size=40,
).map(lambda found: sorted(found, key=lambda mark: mark.left))


def taken(mark: Labelled, place: Place) -> tuple[float, float]:
    left, right, width = mark.left, mark.right, mark.width
    spans = {"right": (left, right + width), "left": (left - width, right), "on": (left, max(right, left + width))}
    return spans[place.side]


@given(marks)
def test_nothing_touches(found: list[Labelled]) -> None:
    places = pack(found, ROOM, HEADING)
    assert len(places) == len(found)
    spans = [(place.row, *taken(mark, place)) for mark, place in zip(found, places, strict=True)]
    spans.append((0, 0.0, HEADING))
    for (row, left, right), (other_row, other_left, other_right) in itertools.combinations(spans, 2):
        assert row != other_row or right <= other_left or other_right <= left


@given(marks)
def test_a_label_stays_in_the_room_and_rows_have_no_gaps(found: list[Labelled]) -> None:
    places = pack(found, ROOM, HEADING)
    for mark, place in zip(found, places, strict=True):
        left, right = taken(mark, place)
        assert left >= 0
        assert right <= ROOM
    rows = {place.row for place in places}
    assert rows - {0} == set(range(1, max(rows, default=0) + 1))


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ([Labelled(2, 2, 1)], [Place(0, "right")]),
        ([Labelled(0, 0, 1)], [Place(1, "right")]),
        ([Labelled(9.5, 9.5, 1)], [Place(0, "left")]),
        ([Labelled(0.5, 9.5, 1)], [Place(1, "on")]),
        ([Labelled(2, 2, 2), Labelled(6, 6, 4.5)], [Place(0, "right"), Place(1, "left")]),
        ([Labelled(2, 2, 2), Labelled(7, 7, 2)], [Place(0, "right"), Place(0, "right")]),
    ],
    ids=["to the right", "under the heading", "to the left at the end", "on a long bar", "a new row", "two in a row"],
)
def test_known_places(found: list[Labelled], wanted: list[Place]) -> None:
    assert pack(found, ROOM, HEADING) == wanted
