"""The house's order: the engine knows no course, a part imports only from parts below it, nothing goes in a circle."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src"
# From the ground up: a part imports only from parts that stand in an earlier line.
LEVELS = (
    ("coursekit.internals",),
    ("coursekit.browser", "coursekit.course", "coursekit.faults", "coursekit.files"),
    ("coursekit.words",),
    ("coursekit.session",),
    ("coursekit.tables", "coursekit.checks"),
    ("coursekit.quiz",),
    ("coursekit.authoring", "coursekit.pages"),
    ("coursekit.grading.model", "coursekit.grading.processes", "coursekit.grading.logs"),
    ("coursekit.grading.sandbox", "coursekit.grading.gradebook", "coursekit.grading.assignments"),
    ("coursekit.grading.nbval_runner", "coursekit.grading.lms", "coursekit.grading.reports"),
    ("coursekit.grading.autograde",),
    ("coursekit.grading.submissions",),
    ("coursekit.grading.dispatch",),
    ("coursekit.grading.doctor",),
    ("coursekit.grading.cli", "coursekit.grading.gradebook_cli"),
    ("coursekit.teaching",),
    ("coursekit.site",),
    ("coursekit.cli",),
    ("thirteenth",),
)
LEVEL = {part: level for level, parts in enumerate(LEVELS) for part in parts}
# A learner's kernel imports these; it may run in a browser, where the modules below do not exist.
LEARNERS = (
    "coursekit.course",
    "coursekit.faults",
    "coursekit.files",
    "coursekit.tables",
    "coursekit.checks",
    "coursekit.quiz",
    "coursekit.session",
    "coursekit.words",
    "thirteenth",
)
NOT_IN_A_BROWSER = {"sqlite3", "subprocess", "multiprocessing", "fcntl", "resource"}


def module_name(path: Path) -> str:
    """Return the dotted name of a module file."""
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(SRC.rglob("*.py"))}


def imports_of(name: str, *, at_import: bool = False) -> set[str]:
    """Return the names that a module imports; ``at_import`` leaves out what only a function or a type check imports."""
    found: set[str] = set()
    statements = list(ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))))
    if at_import:
        statements = list(ast.parse(MODULES[name].read_text(encoding="utf-8")).body)
    for node in statements:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules_of(name: str) -> set[str]:
    """Return the modules of ours that a module imports."""
    named = imports_of(name)
    ours = {full if full in MODULES else full.rpartition(".")[0] for full in named}
    return {full for full in ours if full in MODULES} - {name}


def part_of(name: str) -> str | None:
    """Return the part of the house that a module belongs to; None for the empty packages above the parts."""
    return next((part for part in LEVEL if name == part or name.startswith(f"{part}.")), None)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_a_place(name: str) -> None:
    assert part_of(name) or MODULES[name].name == "__init__.py", f"{name} stands in no part that this test knows"


@pytest.mark.parametrize("name", MODULES)
def test_a_part_imports_only_from_parts_below_it(name: str) -> None:
    part = part_of(name)
    above = {
        other
        for other in modules_of(name)
        if part and (place := part_of(other)) and place != part and LEVEL[place] >= LEVEL[part]
    }
    assert not above, f"{name} imports from beside or above itself: {', '.join(sorted(above))}"


def test_the_engine_never_imports_the_course() -> None:
    guilty = {
        name
        for name in MODULES
        if name.startswith("coursekit") and any(full.split(".")[0] == "thirteenth" for full in imports_of(name))
    }
    assert not guilty


def test_no_imports_go_in_a_circle() -> None:
    graph = {name: {other for other in modules_of(name) if MODULES[other].name != "__init__.py"} for name in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith(LEARNERS)])
def test_what_a_learner_imports_runs_in_a_browser(name: str) -> None:
    missing = {full.split(".")[0] for full in imports_of(name, at_import=True)} & NOT_IN_A_BROWSER
    assert not missing, f"{name} imports {missing}, which a browser's Python does not have"


# Plain words without an object say nothing of what a variable holds; the glossary is in CONTRIBUTING.md.
SAYS_NOTHING = {"one", "asked", "found", "there", "obey", "said", "heard", "taken"}


@pytest.mark.parametrize("name", MODULES)
def test_a_variable_says_what_it_holds(name: str) -> None:
    nodes = list(ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    assert sorted(bound & SAYS_NOTHING) == []


# An exception without a reason, or with one that stands elsewhere: the line above it moves away, the reason goes stale.
EXCEPTION = re.compile(r"# (?:noqa\b: [A-Z0-9, ]+[A-Z0-9]|type: ignore\[[^]]*\])(?P<reason>.*)")
SAYS_ITSELF = re.compile(r"  # .+| - .+")
POINTS_ELSEWHERE = re.compile(r"\b(?:as|see) (?:above|below|said)\b")


@pytest.mark.parametrize("folder", ["src", "tests", "benchmarks"])
def test_every_exception_from_a_rule_says_its_own_reason(folder: str) -> None:
    silent = [
        f"{path.name}:{number}"
        for path in sorted((SRC.parent / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := EXCEPTION.search(line))
        and (not SAYS_ITSELF.match(match["reason"]) or POINTS_ELSEWHERE.search(match["reason"]))
    ]
    assert silent == []


# Modules that are run as processes of their own, and what only they need; tests start them.
RUN_BY_TESTS = {
    "coursekit.grading.nbval_runner.main": "tests/grading/test_known_truth.py",
    "coursekit.grading.nbval_runner.warm": "tests/grading/test_warm.py",
    "coursekit.grading.sandbox.provisioner": "tests/grading/test_sandbox.py",
    "coursekit.grading.sandbox.start_lock": "tests/grading/test_litter.py",
    "coursekit.grading.sandbox.warm_kernels": "tests/grading/test_warm.py",
}
GRADING = [name for name in MODULES if name.startswith("coursekit.grading.") and MODULES[name].name != "__init__.py"]


def test_every_module_of_grading_has_a_test_that_imports_it() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SRC.parent / "tests").rglob("*.py")]
    statements = [node for text in texts for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    imported = {f"{node.module}{end}" for node in statements for end in ("", *(f".{a.name}" for a in node.names))}
    # One is imported in a process that a test starts with its words.
    alone = {name for name in GRADING if name not in imported and not any(f"from {name} import" in t for t in texts)}
    assert alone == RUN_BY_TESTS.keys()
    assert all((SRC.parent / test).is_file() for test in RUN_BY_TESTS.values())
