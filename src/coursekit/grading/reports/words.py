"""The words for outcomes and states that the pages share, and a sign beside each."""

from __future__ import annotations

from coursekit.grading.model import Outcome, Status
from coursekit.words import N_

SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.READ: "✓",
    Outcome.SET: "✓",
    Outcome.FAILED: "✗",
    Outcome.ERROR: "!",
    Outcome.TIMEOUT: "⧖",
    Outcome.LIMIT: "⊘",
    Outcome.DIED: "†",
    Outcome.UNANSWERED: "○",
    Outcome.TO_READ: "…",
}
WORDS = {
    Outcome.PASSED: N_("right"),
    Outcome.READ: N_("read"),
    Outcome.SET: N_("set by a person"),
    Outcome.FAILED: N_("not right yet"),
    Outcome.ERROR: N_("ended with an error"),
    Outcome.TIMEOUT: N_("ran too long"),
    Outcome.LIMIT: N_("took too much and was stopped"),
    Outcome.DIED: N_("ended Python itself"),
    Outcome.UNANSWERED: N_("not answered"),
    Outcome.TO_READ: N_("waits to be read"),
}
STATES = {
    Status.GRADED: N_("graded"),
    Status.WAITING: N_("graded; a written answer waits to be read"),
    Status.UNREADABLE: N_("could not be graded"),
    Status.MISSING: N_("not handed in"),
    Status.UNTOLD: N_("cannot be told who"),
}
