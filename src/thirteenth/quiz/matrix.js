// The grid of ratings. Colours and sums change on the page itself; Python marks and keeps a row when it is full.
// controls.js stands before this file in one module.

const EMPTY = "";
// Arrow keys pass over ratings on the way to the one that is meant.
const PAUSE_MS = 500;
const signed = (score) => (score > 0 ? `+${score}` : `${score}`.replace("-", "\u2212"));
const spanned = ([low, high]) => (low === high ? signed(low) : `${signed(low)} to ${signed(high)}`);

function legendOf({ words, scores }) {
  const parts = Object.entries(words).map(([value, text]) => `${value} ${signed(scores[value])} ${text}`);
  return element("p", { className: "quiet", textContent: `${parts.join(" \u00b7 ")}.` });
}

function selectFor({ row, hypothesis, words, scores }) {
  const options = Object.keys(words).map((value) =>
    element("option", { value, textContent: `${value}  ${signed(scores[value])}` }));
  return element("select", { aria: { label: `${row.id} ${row.text}: ${hypothesis.id} ${hypothesis.text}` } },
    element("option", { value: EMPTY, textContent: "rate…" }), ...options);
}

function headOf({ hypotheses }) {
  const heads = hypotheses.map(({ id, text }) =>
    element("th", { scope: "col" }, element("b", { textContent: id }), element("div", { textContent: text })));
  return element("thead", {}, element("tr", {}, element("th", { scope: "col", textContent: "Item" }), ...heads));
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
  const title = element("th", { scope: "row" }, element("details", {}, name, element("div", { textContent: row.says })));
  return { id: row.id, cells, node: element("tr", {}, title, ...cells.map(({ node }) => node)) };
}

const ratingsOf = (row) => Object.fromEntries(row.cells.map(({ code, select }) => [code, select.value]));
const isFull = (row) => row.cells.every(({ select }) => select.value !== EMPTY);

function render({ model, el }) {
  const plan = model.get("plan");
  const rows = plan.rows.map((row) => rowOf(row, plan));
  // What disagrees decides, so it stands first; the sum of all ratings stands beside it.
  const against = footRow("", plan);
  const reach = footRow("what careful readers could hold against it", plan);
  const sums = footRow("sum of all ratings", plan);
  const body = element("tbody", {}, ...rows.map(({ node }) => node));
  const said = element("div", { className: "reply", aria: { live: "polite", atomic: "true" } });
  const note = element("p", { className: "quiet", aria: { live: "polite" } });
  const table = element("table", {}, headOf(plan), body, element("tfoot", {}, against.row, reach.row, sums.row));
  const root = element("form", { className: "thirteenth-question thirteenth-matrix" },
    legendOf(plan), element("div", { className: "wide" }, table), said, note);
  root.addEventListener("keydown", (event) => event.stopPropagation());
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
    against.head.textContent = `what is against it, in ${full.length} full ${full.length === 1 ? "row" : "rows"}`;
    mark(against.cells, held, Math.min(...held), String);
    mark(sums.cells, totals, Math.max(...totals), signed);
    const known = full.map(({ id }) => model.get("replies")[id]?.ranges).filter(Boolean);
    reach.cells.forEach((cell, column) => {
      const code = plan.hypotheses[column].id;
      const [least, most] = [1, 0].map((end) => add(known.map((range) => Math.max(0, -range[code][end]))));
      cell.textContent = known.length ? (least === most ? `${least}` : `${least} to ${most}`) : "";
    });
  }

  function showReplies() {
    const replies = model.get("replies");
    rows.forEach((row) => row.cells.forEach(({ code, range }) => {
      const found = isFull(row) ? replies[row.id]?.ranges?.[code] : undefined;
      range.textContent = found ? spanned(found) : "";
    }));
    addUp();
  }

  function showGiven() {
    const given = model.get("given");
    rows.forEach((row) => row.cells.forEach((cell) => {
      if (given[row.id]) cell.select.value = given[row.id][cell.code] ?? EMPTY;
      colour(cell);
    }));
    addUp();
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
    clearTimeout(waiting[row.id]);
    if (isFull(row)) waiting[row.id] = setTimeout(() => send(row), PAUSE_MS);
  })));
  // Only now: later, what the page holds is newer than what Python knows.
  showGiven();
  const shows = {
    replies() { showReplies(); speak(); },
    note() { note.textContent = model.get("note"); },
  };
  Object.entries(shows).forEach(([name, show]) => { model.on(`change:${name}`, show); show(); });
  el.append(root);
  return () => Object.entries(shows).forEach(([name, show]) => model.off(`change:${name}`, show));
}

export default { render };
