"""The course's charts: each function draws one and returns a ``Chart`` (figure, table, alt)."""

from thirteenth.charts import by_hand
from thirteenth.charts.argument import ArgumentTree, argument_tree, path_to_thesis
from thirteenth.charts.balance import two_alliances
from thirteenth.charts.carriers import carriers
from thirteenth.charts.chart import Chart
from thirteenth.charts.claims import claims_by_kind, claims_per_paragraph
from thirteenth.charts.composition import composition
from thirteenth.charts.counts import members_over_time
from thirteenth.charts.events import event_lanes
from thirteenth.charts.founders import founders_later_left
from thirteenth.charts.gaps import days_between
from thirteenth.charts.historians import historians
from thirteenth.charts.matrix import ratings_matrix
from thirteenth.charts.order import told_order
from thirteenth.charts.rivals import soviet_ratios
from thirteenth.charts.selection import selections
from thirteenth.charts.slider import composition_slider
from thirteenth.charts.spells import membership_spells

__all__ = [
    "ArgumentTree",
    "Chart",
    "argument_tree",
    "carriers",
    "claims_by_kind",
    "claims_per_paragraph",
    "composition",
    "composition_slider",
    "days_between",
    "event_lanes",
    "founders_later_left",
    "historians",
    "members_over_time",
    "membership_spells",
    "path_to_thesis",
    "ratings_matrix",
    "selections",
    "soviet_ratios",
    "told_order",
    "two_alliances",
]

by_hand.dress()
