// The grid of ratings. Colours and sums change on the page itself; Python marks and keeps a row when it is full.
// controls.js stands before this file in one module.

const EMPTY = "";
// Arrow keys pass over ratings on the way to the one that is meant.
const PAUSE_MS = 500;
const GRID_RUN = gettext("choose Run > Run All Cells (if that does nothing: Kernel > Restart Kernel and Run All Cells)");
const GRID_GONE = gettext("Not saved: this notebook's kernel was restarted or has stopped. Your ratings are kept in this browser: {run}. Full rows are then saved.", { run: GRID_RUN });
const GRID_ASLEEP = gettext("As this lesson was last saved. To go on, {run}.", { run: GRID_RUN });
const signed = (score) => (score > 0 ? `+${score}` : `${score}`.replace("-", "\u2212"));
const spanned = ([low, high]) => (low === high ? signed(low) : gettext("{low} to {high}", { low: signed(low), high: signed(high) }));

function legendOf({ words, scores }) {
  const parts = Object.entries(words).map(([value, text]) => `${value} ${signed(scores[value])} ${text}`);
  return element("p", { className: "quiet", textContent: `${parts.join(" \u00b7 ")}.` });
}

function selectFor({ row, hypothesis, words, scores }) {
  const options = Object.keys(words).map((value) =>
    element("option", { value, textContent: `${value}  ${signed(scores[value])}` }));
  return element("select", { aria: { label: `${row.id} ${row.text}: ${hypothesis.id} ${hypothesis.text}` } },
    element("option", { value: EMPTY, textContent: gettext("rate…") }), ...options);
}

function headOf({ hypotheses }) {
  const heads = hypotheses.map(({ id, text }) =>
    element("th", { scope: "col" }, element("b", { textContent: id }), element("div", { textContent: text })));
  return element("thead", {}, element("tr", {}, element("th", { scope: "col", textContent: gettext("Item") }), ...heads));
}

function footRow(label, plan) {
  const cells = plan.hypotheses.map(() => element("td"));
  const head = element("th", { scope: "row", textContent: label });
  return { row: element("tr", {}, head, ...cells), head, cells };
}

function rowOf(row, plan) {
  const cells = plan.hypotheses.map((hypothesis) => {
    const select = selectFor({ row, hypothesis, ...plan });
    const range = element("div", { className: "range" });
    return { code: hypothesis.id, select, range, node: element("td", {}, select, range) };
  });
  const name = element("summary", {}, element("b", { textContent: row.id }), ` ${row.text}`);
  const badge = element("span", { className: "badge", textContent: gettext("not saved yet"), hidden: true });
  const title = element("th", { scope: "row" }, element("details", {}, name, element("div", { textContent: row.says })), badge);
  return { id: row.id, question: row.question, badge, cells, node: element("tr", {}, title, ...cells.map(({ node }) => node)) };
}

const ratingsOf = (row) => Object.fromEntries(row.cells.map(({ code, select }) => [code, select.value]));
const isFull = (row) => row.cells.every(({ select }) => select.value !== EMPTY);

async function render({ model, el }) {
  const plan = model.get("plan");
  const rows = plan.rows.map((row) => rowOf(row, plan));
  // What disagrees decides, so it stands first; the sum of all ratings stands beside it.
  const against = footRow("", plan);
  const reach = footRow(gettext("what careful readers could hold against it"), plan);
  const sums = footRow(gettext("sum of all ratings"), plan);
  const body = element("tbody", {}, ...rows.map(({ node }) => node));
  const said = element("div", { className: "reply", aria: { live: "polite", atomic: "true" } });
  const note = element("p", { className: "quiet", aria: { live: "polite" } });
  const table = element("table", {}, headOf(plan), body, element("tfoot", {}, against.row, reach.row, sums.row));
  const root = element("form", { className: "coursekit-question thirteenth-matrix" },
    legendOf(plan), element("div", { className: "wide" }, table), said, note);
  const drafts = model.drafts ?? draftsOf(model.get("home"));
  let showLink = () => {};
  const link = await watchLink(model, () => showLink());
  const anothers = isAnothers(model.get("home"), model.get("learner"), link.isLive());
  keepKeys(root);
  root.addEventListener("submit", (event) => event.preventDefault());

  function colour({ select, node }) {
    node.dataset.score = select.value === EMPTY ? "" : plan.scores[select.value];
  }

  function mark(cells, values, best, show) {
    cells.forEach((cell, column) => {
      cell.textContent = values.length ? show(values[column]) : "";
      cell.classList.toggle("most", values.length > 0 && values[column] === best);
    });
  }

  // Columns are compared, so only rows count that have a rating in every column.
  function addUp() {
    const full = rows.filter(isFull);
    const scores = plan.hypotheses.map((_, column) => full.map((row) => plan.scores[row.cells[column].select.value]));
    const add = (values) => values.reduce((sum, value) => sum + value, 0);
    const held = full.length ? scores.map((column) => add(column.map((score) => Math.max(0, -score)))) : [];
    const totals = full.length ? scores.map(add) : [];
    against.head.textContent = ngettext("what is against it, in {n} full row", "what is against it, in {n} full rows", full.length);
    mark(against.cells, held, Math.min(...held), String);
    mark(sums.cells, totals, Math.max(...totals), signed);
    const known = full.map(({ id }) => model.get("replies")[id]?.ranges).filter(Boolean);
    reach.cells.forEach((cell, column) => {
      const code = plan.hypotheses[column].id;
      const [least, most] = [1, 0].map((end) => add(known.map((range) => Math.max(0, -range[code][end]))));
      cell.textContent = known.length ? (least === most ? `${least}` : gettext("{low} to {high}", { low: least, high: most })) : "";
    });
  }

  function showReplies() {
    const replies = anothers ? {} : model.get("replies");
    rows.forEach((row) => row.cells.forEach(({ code, range }) => {
      const found = isFull(row) ? replies[row.id]?.ranges?.[code] : undefined;
      range.textContent = found ? spanned(found) : "";
    }));
    addUp();
  }

  function showGiven() {
    const given = anothers ? {} : model.get("given");
    rows.forEach((row) => {
      const draft = drafts.read(row.question)?.response?.ratings;
      const saved = given[row.id] ?? {};
      const isDraft = Boolean(draft) && row.cells.some(({ code }) => (draft[code] ?? EMPTY) !== (saved[code] ?? EMPTY));
      row.badge.hidden = !isDraft;
      row.cells.forEach((cell) => {
        cell.select.value = (isDraft ? draft : saved)[cell.code] ?? EMPTY;
        colour(cell);
      });
      if (draft && !isDraft) drafts.drop(row.question);
    });
    addUp();
  }

  showLink = () => {
    if (!link.isLive()) note.textContent = rows.some(({ badge }) => !badge.hidden) ? GRID_GONE : GRID_ASLEEP;
    else if (note.textContent === GRID_GONE || note.textContent === GRID_ASLEEP) note.textContent = model.get("note");
  };

  // A full row that was not saved, because its kernel was gone, is sent by the next one.
  function sendDrafts() {
    if (link.isLive()) rows.filter((row) => !row.badge.hidden && isFull(row)).forEach(send);
    else showLink();
  }

  function forget({ kind, item, ratings }) {
    const row = rows.find(({ id }) => id === item);
    if (kind !== "kept" || !row || !sameValue(ratings, ratingsOf(row))) return;
    drafts.drop(row.question);
    row.badge.hidden = true;
  }

  let last = "";
  function speak() {
    const reply = model.get("replies")[last];
    if (!reply?.headline) return;
    said.replaceChildren(element("p", { className: "headline", textContent: `${last}: ${reply.headline}` }),
      element("p", { textContent: reply.explanation }));
  }

  const waiting = {};
  function send(row) {
    last = row.id;
    model.send({ kind: "rate", item: row.id, ratings: ratingsOf(row) });
  }

  rows.forEach((row) => row.cells.forEach((cell) => cell.select.addEventListener("change", () => {
    colour(cell);
    addUp();
    drafts.write(row.question, { ratings: ratingsOf(row) });
    row.badge.hidden = false;
    clearTimeout(waiting[row.id]);
    if (!link.isLive()) showLink();
    else if (isFull(row)) waiting[row.id] = setTimeout(() => send(row), PAUSE_MS);
  })));
  // Only now: later, what the page holds is newer than what Python knows.
  showGiven();
  const shows = {
    replies() { showReplies(); speak(); },
    note() { note.textContent = model.get("note"); },
  };
  Object.entries(shows).forEach(([name, show]) => { model.on(`change:${name}`, show); show(); });
  model.on("msg:custom", forget);
  el.append(root);
  const settling = setTimeout(sendDrafts, 0);
  return () => {
    clearTimeout(settling);
    link.stop();
    model.off("msg:custom", forget);
    Object.entries(shows).forEach(([name, show]) => model.off(`change:${name}`, show));
  };
}

export default { render };
