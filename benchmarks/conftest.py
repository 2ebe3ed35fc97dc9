"""Lend the benchmarks the real JupyterLab and the browser of the tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).resolve().parents[1] / "tests" / "browser" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("browser_fixtures", _PATH)
if _SPEC is None or _SPEC.loader is None:
    raise ImportError(f"{_PATH} is missing")
_FIXTURES = importlib.util.module_from_spec(_SPEC)
sys.modules["browser_fixtures"] = _FIXTURES
_SPEC.loader.exec_module(_FIXTURES)

browser, lab, page, run_all = (getattr(_FIXTURES, name) for name in ("browser", "lab", "page", "run_all"))
