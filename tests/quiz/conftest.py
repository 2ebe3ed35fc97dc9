"""What tests of several lessons' questions share."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="session")
def timeline() -> pd.DataFrame:
    """The events by their id, read with pandas alone."""
    return pd.read_csv(DATA / "timeline.csv", parse_dates=["date", "end_date"]).set_index("event_id")
