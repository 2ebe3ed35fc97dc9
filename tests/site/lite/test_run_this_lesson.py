"""From reading to running and back, in a real browser: answers of the page are in the notebook, and its in the page."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.site.lite.conftest import Handler, opened_in
from tests.site.questions.reading import check, fill_in, form, kept
from tests.site.questions.serving import served

from coursekit.course import find_course
from coursekit.quiz import bank
from coursekit.site.build import build
from coursekit.site.lite.build import build_lite
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("run this lesson")
ROOT = Path(__file__).parents[3]
LESSON, SHEET = "03-who-was-in", "03-who-was-in"
THIRD = next(lesson for lesson in bank.lessons() if lesson.number == 3)
SINGLES = [name for name, question in THIRD.questions.items() if question.type == "single"]
FIRST, SECOND = SINGLES[:2]
PATIENCE_MS = 300_000
# Wait until the notebook is there and its Python answers, as somebody would who looks at the sign of the kernel.
READY = """async () => {
  const app = window.jupyterapp;
  const wait = () => new Promise((done) => setTimeout(done, 200));
  while (!app?.shell?.currentWidget?.context?.isReady) await wait();
  const { sessionContext } = app.shell.currentWidget.context;
  await sessionContext.ready;
  while (!sessionContext.session?.kernel) await wait();
  await sessionContext.session.kernel.info;
}"""
# Run code in the notebook's kernel and return what it printed, or its error.
ASK = """async (code) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.context.sessionContext.session;
  const future = kernel.requestExecute({ code });
  let said = "";
  const error = ({ ename, evalue }) => (ename ? `${ename}: ${evalue}` : "");
  future.onIOPub = ({ content }) => { said += content.text ?? error(content); };
  await future.done;
  return said;
}"""
IN_THE_NOTEBOOK = (
    "async () => (await import('/run/files.js')).readText('thirteenth-notebooks', 'answers/learner.jsonl')"
)
HOW_MANY = "from coursekit.quiz import answers; print([r['question'] for r in answers.learner_log().records])"
ANSWER = f"""
from coursekit.quiz import answers, bank, marking
from coursekit.quiz.view import record
question = bank.find("{SECOND}")
response = {{"choice": question.body["options"][0]["id"]}}
answers.learner_log().append(record(question, response, marking.mark(question, response), hints=0))
"""
# Put answers into the sheet's cells, and run all.
WORK = """async (answers) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  for (const cell of content.model.cells) {
    const id = cell.getMetadata("nbgrader")?.grade_id;
    if (id in answers) cell.sharedModel.setSource(answers[id]);
  }
  await window.jupyterapp.commands.execute("notebook:run-all-cells");
}"""


@pytest.fixture(scope="module")
def address(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The whole web edition, served."""
    assert pyodide.is_dir()
    folder = tmp_path_factory.mktemp("edition") / "site"
    course = find_course(ROOT)
    build(course, runs=True).write(folder)
    build_lite(course, folder, "/pyodide/pyodide.js")
    with served(folder, Handler) as place:
        yield place


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    assert address
    with opened_in(browser) as one_page:
        one_page.set_default_timeout(PATIENCE_MS)
        yield one_page


def run_this(page: Page) -> None:
    page.locator(".run-this-lesson a.run").click()
    page.wait_for_function("() => window.jupyterapp")
    page.evaluate(READY)


def test_answers_go_with_the_reader_to_the_notebook_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/lessons/{LESSON}.html")
    page.locator("html[data-questions=live]").wait_for(state="attached")
    fill_in(form(page, FIRST))
    check(form(page, FIRST))
    given = kept(page)
    run_this(page)
    assert page.evaluate(ASK, HOW_MANY) == f"['{FIRST}']\n"
    assert [record["question"] for record in given] == [FIRST]
    assert page.evaluate(ASK, ANSWER) == ""
    page.locator("a", has_text="Back to the page").click()
    page.locator("html[data-questions=live]").wait_for(state="attached")
    page.wait_for_function(f"() => document.querySelector('section[data-question={SECOND}] .reply')?.textContent")
    assert [record["question"] for record in kept(page)] == [FIRST, SECOND]


def test_what_is_deleted_in_the_page_does_not_come_back_from_the_notebook(page: Page, address: str) -> None:
    page.goto(f"{address}/lessons/{LESSON}.html")
    page.locator("html[data-questions=live]").wait_for(state="attached")
    fill_in(form(page, FIRST))
    check(form(page, FIRST))
    run_this(page)
    page.go_back()
    page.locator("html[data-questions=live]").wait_for(state="attached")
    page.evaluate(
        """async () => {
          const { Store } = await import("/questions/store.js");
          await new Store("thirteenth").clear();
        }"""
    )
    page.wait_for_function(f"async () => (await ({IN_THE_NOTEBOOK})()) === ''")
    # The page notes how many lines of the notebook it has seen each time it has looked.
    page.evaluate("localStorage.removeItem('lite-answers-seen')")
    page.reload()
    page.locator("html[data-questions=live]").wait_for(state="attached")
    page.wait_for_function("() => localStorage.getItem('lite-answers-seen') !== null")
    assert kept(page) == []
    assert page.evaluate(IN_THE_NOTEBOOK) == ""


def test_on_a_phone_from_reading_to_a_sheet_that_is_graded_with_full_marks(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/lessons/{LESSON}.html")
    page.locator("html[data-questions=live]").wait_for(state="attached")
    fill_in(form(page, FIRST))
    check(form(page, FIRST))
    page.get_by_role("link", name="Sheet 3: practise").click()
    page.wait_for_url("**/sheets/**")
    run_this(page)
    page.evaluate(WORK, right_answers())
    assert page.evaluate(ASK, HOW_MANY) == f"['{FIRST}']\n"
    with page.expect_download() as download:
        page.get_by_role("button", name="Download this notebook").click()
    hand_in = tmp_path / "in" / "anna" / download.value.suggested_filename
    hand_in.parent.mkdir(parents=True)
    download.value.save_as(hand_in)
    notebook: dict[str, Any] = json.loads(hand_in.read_text(encoding="utf-8"))
    checks = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    said = ["".join("".join(output.get("text", "")) for output in cell.get("outputs", [])) for cell in checks]
    assert all("Right." in words for words, cell in zip(said, checks, strict=True) if cell["cell_type"] == "code")
    words = ["--out", str(tmp_path / "out"), "--master", str(ROOT / "solutions")]
    assert main(["grade", str(tmp_path / "in"), *words]) == 0
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        outcomes = {row["outcome"] for row in csv.DictReader(file)}
    assert outcomes <= {"passed", "to be read"}
    assert "passed" in outcomes


def right_answers() -> dict[str, str]:
    """Return the master's answers by the id of their cells."""
    master = json.loads((ROOT / "solutions" / f"{SHEET}.ipynb").read_text(encoding="utf-8"))
    marked = [(cell["metadata"].get("nbgrader", {}), "".join(cell["source"])) for cell in master["cells"]]
    return {marks["grade_id"]: source for marks, source in marked if marks.get("solution")}


def test_without_a_network_a_word_stands_in_the_page_in_place_of_a_browser_s_error(page: Page, address: str) -> None:
    page.goto(f"{address}/lessons/{LESSON}.html")
    page.locator("html[data-questions=live]").wait_for(state="attached")
    page.context.set_offline(True)
    page.locator(".run-this-lesson a.run").click()
    page.get_by_role("alert").get_by_text("cannot be opened without a network").wait_for()
    assert page.url == f"{address}/lessons/{LESSON}.html"
    fill_in(form(page, FIRST))
    assert check(form(page, FIRST))
    page.context.set_offline(False)
    page.locator(".run-this-lesson a.run").click()
    page.wait_for_url("**/lite/notebooks/**")


def test_when_python_s_address_does_not_answer_a_word_says_so(page: Page, address: str) -> None:
    page.context.route("**/pyodide/**", lambda route: route.abort())
    page.goto(f"{address}/lessons/{LESSON}.html")
    page.locator(".run-this-lesson a.run").click()
    alert = page.locator(".back-to-the-page [role=alert]")
    alert.wait_for()
    assert "does not answer. Nothing is lost." in alert.inner_text()
    page.locator("a", has_text="Back to the page").click()
    page.locator(f"section[data-question={FIRST}]").wait_for(state="attached")
