// One question on the page. What is asked comes from the model; what is right, the page never knows before an answer.
// controls.js and the file of the question's type stand before this file in one module.

const SIGNS = { yes: ["✓", "right: "], no: ["✗", "look again: "], "": ["•", ""] };
const LABELS = { model: "One way to answer" };
const CHANGED = "You have changed something since this reply.";
const SILENT = "The notebook's kernel has not replied yet. If it is busy, wait. If it was stopped, run this cell again.";
const PATIENCE_MS = 5000;
const DRAFT_MS = 400;

function namesOf(question) {
  const entries = ["options", "items", "left", "hypotheses"].flatMap((field) => question[field] ?? []);
  return { ...LABELS, ...Object.fromEntries(entries.map(({ id, text }) => [id, text])) };
}

function noteNode({ id, mark, text }, names) {
  const [sign, spoken] = SIGNS[mark];
  const lines = [names[id], text].filter(Boolean).map((line) => element("div", { textContent: line }));
  if (lines.length > 1) lines[0].className = id in LABELS ? "part" : "subject";
  lines[0].prepend(element("span", { className: "away", textContent: spoken }));
  return element("li", {}, element("span", { className: "sign", textContent: sign, aria: { hidden: "true" } }),
    element("div", {}, ...lines));
}

// Two marks on a line, one above and one below it, so that they can be told apart without colour. The headline says the
// same in words.
function numberLine({ min, max, given, answer, unit }) {
  const mark = (className, value, label) => {
    const share = Math.min(100, Math.max(0, (100 * (value - min)) / (max - min)));
    const node = element("div", { className: `mark ${className}` }, element("span", { textContent: `${label} ${value}` }));
    node.style.left = `${share}%`;
    node.firstChild.style.transform = `translateX(-${share}%)`;
    return node;
  };
  const ends = element("div", { className: "ends" }, element("span", { textContent: min }),
    element("span", { textContent: `${max} ${unit}` }));
  const track = element("div", { className: "track" }, mark("given", given, "you:"), mark("answer", answer, "answer:"));
  return element("div", { className: "line", aria: { hidden: "true" } }, track, ends);
}

function replyNodes(question, reply) {
  if (!reply.headline) return [];
  const names = namesOf(question);
  const notes = reply.notes.filter((note) => note.text || names[note.id]).map((note) => noteNode(note, names));
  const nodes = [element("p", { className: "headline", textContent: reply.headline })];
  if ("answer" in reply.line) nodes.push(numberLine(reply.line));
  if (notes.length) nodes.push(element("ul", {}, ...notes));
  if (reply.explanation) nodes.push(element("p", { className: "explanation", textContent: reply.explanation }));
  return nodes;
}

function parts(question) {
  const quiet = () => element("p", { className: "quiet", aria: { live: "polite" } });
  return {
    fieldset: element("fieldset", {}, element("legend", { textContent: question.prompt })),
    check: element("button", { type: "submit", className: "main", textContent: actions[question.type] ?? "Check" }),
    hint: element("button", { type: "button", hidden: question.hints === 0 }),
    hints: element("div", { aria: { live: "polite" } }),
    reply: element("div", { className: "reply", aria: { live: "polite", atomic: "true" } }),
    state: quiet(),
    note: quiet(),
  };
}

function formOf({ fieldset, check, hint, hints, reply, state, note }) {
  const buttons = element("div", { className: "buttons" }, check, hint);
  const form = element("form", { className: "thirteenth-question" }, fieldset, buttons, hints, reply, state, note);
  // JupyterLab listens on the document and cancels the line break that Enter makes in a cell: no Enter in a number
  // field, no new line in a text. So a key that is pressed here stays here.
  form.addEventListener("keydown", (event) => event.stopPropagation());
  return form;
}

function render({ model, el }) {
  const question = model.get("question");
  const page = parts(question);
  const form = formOf(page);
  const read = builders[question.type](question, page.fieldset, model.get("response"), `${question.id}-${(pages += 1)}`);
  let draft = 0;
  let silence = 0;

  const shows = {
    reply() {
      clearTimeout(silence);
      page.state.textContent = "";
      page.reply.replaceChildren(...replyNodes(question, model.get("reply")));
    },
    hints() {
      const opened = model.get("hints");
      const left = question.hints - opened.length;
      page.hint.textContent = left ? `Hint (${left} left)` : "No more hints";
      // A disabled button would lose the focus, and with it the learner's place on the page.
      page.hint.setAttribute("aria-disabled", String(left === 0));
      page.hints.replaceChildren(...opened.map((text, number) =>
        element("p", { className: "hint", textContent: `Hint ${number + 1}: ${text}` })));
    },
    note() {
      page.note.textContent = model.get("note");
    },
  };

  // What is being written is kept with the kernel, so that a reloaded page shows it again.
  function keepDraft() {
    model.set("response", read());
    model.save_changes();
  }

  form.addEventListener("input", () => {
    if (model.get("reply").headline) page.state.textContent = CHANGED;
    clearTimeout(draft);
    draft = setTimeout(keepDraft, DRAFT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(draft);
    clearTimeout(silence);
    silence = setTimeout(() => { page.state.textContent = SILENT; }, PATIENCE_MS);
    model.send({ kind: "submit", response: read() });
  });
  page.hint.addEventListener("click", () => {
    if (page.hint.getAttribute("aria-disabled") === "false") model.send({ kind: "hint" });
  });
  Object.entries(shows).forEach(([name, show]) => { model.on(`change:${name}`, show); show(); });
  el.append(form);
  return () => {
    clearTimeout(draft);
    clearTimeout(silence);
    Object.entries(shows).forEach(([name, show]) => model.off(`change:${name}`, show));
  };
}

export default { render };
