"""Lend the benchmarks the real JupyterLab and the browser of the tests."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_TESTS = Path(__file__).resolve().parents[1] / "tests"


def _loaded(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is missing")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


browser = _loaded("shared_fixtures", _TESTS / "conftest.py").browser
_FIXTURES = _loaded("browser_fixtures", _TESTS / "browser" / "conftest.py")
lab, page, run_all = (getattr(_FIXTURES, name) for name in ("lab", "page", "run_all"))
