// One question on the page. What is asked comes from the model; what is right, the page never knows before an answer.
// controls.js and the file of the question's type stand before this file in one module.

const SIGNS = { yes: ["✓", gettext("right:")], no: ["✗", gettext("look again:")], "": ["•", ""] };
const LABELS = { model: gettext("One way to answer") };
const CHANGED = gettext("You have changed something since this reply. Not saved yet.");
const UNSAVED = gettext("Not saved yet.");
// The names of JupyterLab's menus are English here too: JupyterLab itself has them in the language of its own pack.
const RUN = gettext("choose Run > Run All Cells (if that does nothing: Kernel > Restart Kernel and Run All Cells)");
const BUSY = gettext("The kernel has not replied yet. It may be busy: wait a little. What you wrote is kept in this browser. If nothing comes, {run}, then press the button once more.", { run: RUN });
const GONE = gettext("Not saved: this notebook's kernel was restarted or has stopped. What you wrote is kept in this browser: {run}, then press the button here once more.", { run: RUN });
const ASLEEP = gettext("As this lesson was last saved. To go on, {run}.", { run: RUN });
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
  lines[0].prepend(element("span", { className: "away", textContent: spoken && `${spoken} ` }));
  return element("li", {}, element("span", { className: "sign", textContent: sign, aria: { hidden: "true" } }),
    element("div", {}, ...lines));
}

// Marks on a line, above and below it by turns, so that they can be told apart without colour. The headline says the
// same in words.
function numberLine({ min, max, unit, marks }) {
  const nodes = marks.map(({ value, label }, place) => {
    const share = Math.min(100, Math.max(0, (100 * (value - min)) / (max - min)));
    const className = `mark ${place % 2 ? "below" : "above"}`;
    const node = element("div", { className }, element("span", { textContent: `${label} ${value}` }));
    node.style.left = `${share}%`;
    node.firstChild.style.transform = `translateX(-${share}%)`;
    return node;
  });
  const ends = element("div", { className: "ends" }, element("span", { textContent: min }),
    element("span", { textContent: `${max} ${unit}`.trim() }));
  return element("div", { className: "line", aria: { hidden: "true" } }, element("div", { className: "track" }, ...nodes), ends);
}

function replyNodes(question, reply) {
  if (!reply.headline) return [];
  const names = namesOf(question);
  const notes = reply.notes.filter((note) => note.text || names[note.id]).map((note) => noteNode(note, names));
  const nodes = [element("p", { className: "headline", textContent: reply.headline })];
  if (reply.warm) nodes.push(element("p", { className: "warm", textContent: reply.warm }));
  if (reply.line.marks) nodes.push(numberLine(reply.line));
  if (notes.length) nodes.push(element("ul", {}, ...notes));
  if (reply.explanation) nodes.push(element("p", { className: "explanation", textContent: reply.explanation }));
  return nodes;
}

function answerNodes({ lines, why }) {
  if (!lines) return [];
  const listed = lines.map((line) => element("li", { textContent: line }));
  return [element("p", { className: "part", textContent: gettext("An answer, and why") }), element("ul", {}, ...listed),
    element("p", { textContent: why })];
}

// The lesson's end: what was found out, the learner's own numbers, and where to go from here.
function doneNodes({ title, count, found, numbers, next }) {
  if (!title) return [];
  const list = (head, lines) => (lines.length
    ? [element("p", { className: "part", textContent: head }), element("ul", {}, ...lines.map((line) => element("li", { textContent: line })))]
    : []);
  const link = next.file ? [element("p", {}, gettext("Next:"), " ", element("a", { href: encodeURI(next.file), textContent: next.title }))] : [];
  return [element("p", { className: "part", textContent: gettext("Lesson done: {title} {count}", { title: /[.?!]$/.test(title) ? title : `${title}.`, count }) }),
    ...list(gettext("What you found out"), found), ...list(gettext("Your own numbers"), numbers), ...link];
}

// One line on each person whom the question names, folded: nobody has to know the names beforehand.
function peopleNodes(people) {
  if (!people.length) return [];
  const lines = people.map(({ name, who }) => element("li", {}, element("b", { textContent: name }), `: ${who}`));
  const fold = element("summary", { textContent: gettext("Who is who") });
  fold.setAttribute("data-lm-suppress-shortcuts", "true");
  return [element("details", { className: "people" }, fold, element("ul", {}, ...lines))];
}

function parts(question) {
  const quiet = () => element("p", { className: "quiet", aria: { live: "polite" } });
  const number = element("span", { className: "number", textContent: question.id });
  return {
    welcome: element("p", { className: "welcome", hidden: true }),
    badge: element("span", { className: "badge", textContent: gettext("not saved yet"), hidden: true }),
    number,
    fieldset: element("fieldset", {}, element("legend", {}, ...promptNodes(question.prompt))),
    // Below the controls: the first stop of the Tab key is the answer.
    people: peopleNodes(question.people ?? []),
    check: element("button", { type: "submit", className: "main", textContent: actions[question.type] ?? gettext("Check") }),
    hint: element("button", { type: "button", hidden: question.hints === 0 }),
    reveal: element("button", { type: "button", hidden: true, textContent: gettext("Show an answer and why") }),
    hints: element("div", { aria: { live: "polite" } }),
    reply: element("div", { className: "reply", aria: { live: "polite", atomic: "true" } }),
    answer: element("div", { className: "answer", aria: { live: "polite" } }),
    done: element("div", { className: "done", aria: { live: "polite" } }),
    state: quiet(),
    note: quiet(),
  };
}

function formOf(page) {
  const { welcome, badge, number, fieldset, people, check, hint, reveal, hints, reply, answer, done, state, note } = page;
  const head = element("div", { className: "head" }, element("span", {}, gettext("Question"), " ", number), badge);
  const buttons = element("div", { className: "buttons" }, check, hint, reveal);
  const form = element("form", { className: "coursekit-question" }, welcome, head, fieldset, ...people, buttons, state, hints, reply, answer,
    done, note);
  keepKeys(form);
  return form;
}

function isFirst(form) {
  const all = (form.closest(".jp-Notebook") ?? document).querySelectorAll("form.coursekit-question");
  return all[0] === form;
}

function welcomeNodes(form, { answered, total, next }, live) {
  const words = live ? ngettext("Welcome back. {n} of {total} questions of this lesson is answered.", "Welcome back. {n} of {total} questions of this lesson are answered.", answered, { total })
    : gettext("Welcome back: you had answered {answered} of {total} questions here. To go on, {run}.", { answered, total, run: RUN });
  const jump = element("button", { type: "button", className: "link", textContent: gettext("Go to {question}", { question: next }) });
  jump.addEventListener("click", () => {
    const place = (form.closest(".jp-Notebook") ?? document).querySelector(`[data-question="${next}"]`);
    place?.scrollIntoView({ block: "center" });
    place?.querySelector("input, select, textarea, button")?.focus({ preventScroll: true });
  });
  return next ? [words, " ", jump] : [words];
}

async function render({ model, el }) {
  const question = model.get("question");
  const drafts = model.drafts ?? draftsOf(model.get("home"));
  const page = parts(question);
  const form = formOf(page);
  form.dataset.question = question.id;
  form.setAttribute("aria-label", gettext("Question {id}", { id: question.id }));
  let showLink = () => {};
  const link = await watchLink(model, () => showLink());
  const anothers = isAnothers(model.get("home"), model.get("learner"), link.isLive());
  const known = (name, nothing) => (anothers ? nothing : model.get(name));
  const saved = known("saved", {});
  const draft = drafts.read(question.id);
  const given = draft?.response ?? known("response", {});
  const read = builders[question.type](question, page.fieldset, given, `${question.id}-${(pages += 1)}`);
  let waiting = 0;
  let silence = 0;
  let sent = null;
  let isOpen = true;

  function markDraft(words) {
    page.state.textContent = words;
    page.badge.hidden = !words;
  }

  // Only what was sent is saved: who typed on meanwhile keeps the rest as a draft.
  function settleDraft() {
    const outcome = model.get("reply").outcome;
    if (!outcome || outcome === "incomplete") return;
    if (sent === null || !sameValue(sent, read())) return;
    drafts.drop(question.id);
    markDraft("");
  }

  showLink = () => {
    if (!isOpen) return;
    const live = link.isLive();
    form.dataset.live = String(live);
    const welcome = model.get("welcome");
    page.welcome.hidden = !isFirst(form) || !welcome.answered || anothers;
    if (!page.welcome.hidden) page.welcome.replaceChildren(...welcomeNodes(form, welcome, live));
    if (!live && silence) {
      clearTimeout(silence);
      silence = 0;
      drafts.write(question.id, sent);
      markDraft(UNSAVED);
    }
    if (!live) page.note.textContent = draft || page.badge.hidden === false ? GONE : ASLEEP;
    if (live) page.note.textContent = known("note", "");
  };

  const shows = {
    reply() {
      clearTimeout(silence);
      silence = 0;
      const reply = known("reply", {});
      form.dataset.outcome = reply.outcome ?? "";
      page.reply.replaceChildren(...replyNodes(question, reply));
    },
    hints() {
      const opened = known("hints", []);
      const left = question.hints - opened.length;
      page.hint.textContent = left ? ngettext("Hint ({n} left)", "Hint ({n} left)", left) : gettext("No more hints");
      // A disabled button would lose the focus, and with it the learner's place on the page.
      page.hint.setAttribute("aria-disabled", String(left === 0));
      page.hints.replaceChildren(...opened.map((text, number) =>
        element("p", { className: "hint", textContent: gettext("Hint {n}: {text}", { n: number + 1, text }) })));
    },
    offers() {
      page.reveal.hidden = !known("offers", false);
    },
    answer() {
      page.answer.replaceChildren(...answerNodes(known("answer", {})));
    },
    done() {
      page.done.replaceChildren(...doneNodes(known("done", {})));
    },
    note() {
      page.note.textContent = known("note", "");
    },
  };
  // What the kernel says while the learner is here; what was said before stays where it is.
  const heard = {
    ...shows,
    reply() { shows.reply(); settleDraft(); followReply(); },
    hints() { shows.hints(); followed(page.hints.lastElementChild); },
    answer() { shows.answer(); followed(page.answer); },
    done() { shows.done(); followReply(); },
  };

  // The end of a lesson is seen with the reply that brought it; where both are too tall, the reply is.
  function followReply() {
    const height = page.done.getBoundingClientRect().bottom - page.reply.getBoundingClientRect().top;
    const fits = height <= (form.closest(".jp-WindowedPanel-outer")?.clientHeight ?? innerHeight);
    followed(page.done.hasChildNodes() && fits ? page.done : page.reply);
  }

  function followed(node) {
    if (node && form.contains(document.activeElement)) bringIntoView(node);
  }

  // What is being written lies in the browser at once, and a moment later with the kernel.
  function keepDraft() {
    model.set("response", read());
    model.save_changes();
  }

  form.addEventListener("input", (event) => {
    if (event.target.dataset.passing) return;
    drafts.write(question.id, read());
    markDraft(model.get("reply").headline ? CHANGED : UNSAVED);
    if (!link.isLive()) page.note.textContent = GONE;
    clearTimeout(waiting);
    waiting = setTimeout(keepDraft, DRAFT_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    clearTimeout(silence);
    sent = read();
    if (!link.isLive()) {
      drafts.write(question.id, sent);
      markDraft(UNSAVED);
      page.note.textContent = GONE;
      return;
    }
    silence = setTimeout(() => { page.state.textContent = BUSY; }, PATIENCE_MS);
    model.send({ kind: "submit", response: sent });
  });
  page.hint.addEventListener("click", () => {
    if (page.hint.getAttribute("aria-disabled") === "false") model.send({ kind: "hint" });
  });
  page.reveal.addEventListener("click", () => model.send({ kind: "reveal" }));
  Object.values(shows).forEach((show) => show());
  Object.entries(heard).forEach(([name, show]) => model.on(`change:${name}`, show));
  el.append(form);
  if (draft && sameValue(draft.response, saved)) drafts.drop(question.id);
  else if (draft) markDraft(gettext("Not saved yet: you typed this on {day}.", { day: dayOf(draft.time) }));
  else if (!sameValue(given, saved)) markDraft(UNSAVED);
  // Which question is the notebook's first can be told when this one stands in it.
  const settling = setTimeout(showLink, 0);
  return () => {
    isOpen = false;
    [waiting, silence, settling].forEach(clearTimeout);
    link.stop();
    Object.entries(heard).forEach(([name, show]) => model.off(`change:${name}`, show));
  };
}

export default { render };
