// "Your answers on this device": how many there are, save them to a file, bring a file in, delete them.
import { asLines, inSentences, merged, readFile } from "./lines.js";
import { node } from "./nodes.js";
import { trouble } from "./trouble.js";
import { gettext, ngettext } from "./words.js";

const FILE = "learner.jsonl";

export function saveAs(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = node("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function countInWords(count, isKept) {
  return isKept
    ? ngettext("{n} answer is kept in this browser, on this device. Nothing is sent anywhere.", "{n} answers are kept in this browser, on this device. Nothing is sent anywhere.", count)
    : ngettext("{n} answer is on this page, and only here.", "{n} answers are on this page, and only here.", count);
}

export function show(place, course) {
  const { log } = course;
  const said = node("div", { className: "said", role: "status" });
  const say = (...lines) => said.replaceChildren(...lines.map((line) => node("p", { textContent: line })));
  const count = node("p");
  const save = node("button", { type: "button", className: "main", textContent: gettext("Save my answers to a file") });
  const file = node("input", { type: "file", accept: ".jsonl,.json,.txt" });
  const bring = node("label", { className: "bring" }, node("span", { textContent: gettext("Bring answers in from a file") }), file);
  const remove = node("button", { type: "button", textContent: gettext("Delete my answers") });
  const sure = node("div", { className: "sure", hidden: true });
  const yes = node("button", { type: "button", className: "main", textContent: gettext("Yes, delete them") });
  const no = node("button", { type: "button", textContent: gettext("No, keep them") });
  sure.append(node("p", { textContent: gettext("Delete all answers and drafts from this browser? A file that you saved stays.") }),
    node("div", { className: "buttons" }, yes, no));

  function countAnswers() {
    count.textContent = countInWords(log.records.length, log.isKept);
    if (log.problems.length) say(...log.problems);
    [save, remove].forEach((button) => { button.disabled = log.records.length === 0; });
  }

  function ask(isOpen) {
    sure.hidden = !isOpen;
    (isOpen ? no : remove).focus();
  }

  async function bringIn() {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    const { records, problems } = await readFile(chosen).catch(() => ({ records: [], problems: [gettext("It cannot be read.")] }));
    const known = new Set(course.about.lessons.flatMap(({ questions }) => questions));
    let fresh = [];
    const isKept = !records.length || await course.bringIn((kept) => {
      const both = merged(kept, records);
      fresh = both.fresh;
      return both.records;
    });
    const unknown = fresh.filter(({ question }) => !known.has(question)).length;
    course.grown(null, "replaced");
    say(...inSentences(chosen.name, { fresh: fresh.length, found: records.length, unknown, problems }),
      ...(isKept ? [] : [trouble(null)]));
  }

  save.addEventListener("click", () => {
    saveAs(FILE, asLines(log.records), "application/jsonl");
    say(gettext("Saved as {file}. JupyterLab reads it in the course's folder “answers”: if there is a {file} already, bring that one in here first, save both together, and put the new file in its place.", { file: FILE }));
  });
  file.addEventListener("change", bringIn);
  remove.addEventListener("click", () => ask(true));
  no.addEventListener("click", () => ask(false));
  yes.addEventListener("click", async () => {
    await course.deleteAll();
    ask(false);
    said.replaceChildren();
    if (!log.problems.length) say(gettext("Deleted. Nothing is left in this browser."));
  });
  course.watch(countAnswers);
  const form = node("div", { className: "coursekit-question answers-here" },
    node("h2", { textContent: gettext("Your answers on this device") }), count,
    node("div", { className: "buttons" }, save, bring, remove), sure, said);
  place.replaceChildren(form);
  countAnswers();
}
