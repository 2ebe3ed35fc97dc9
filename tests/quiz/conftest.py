"""What tests of several lessons' questions share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def timeline() -> pd.DataFrame:
    """The events by their id, read with pandas alone."""
    return pd.read_csv(DATA / "timeline.csv", parse_dates=["date", "end_date"]).set_index("event_id")


@pytest.fixture(scope="session")
def as_written() -> Callable[[str], dict[str, Any]]:
    """Return a question as its file has it, with the ids that a learner sees in words."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (DATA / "questions").glob("*.yaml")]
    return {item["id"]: item for content in files for item in content["questions"]}.__getitem__
