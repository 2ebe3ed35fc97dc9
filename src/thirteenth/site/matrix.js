// The matrix of evidence in a page: all items, or those that data-given names.
import { node } from "../nodes.js";
import { MatrixModel } from "./matrix_model.js";
import view from "./matrix_view.js";

export async function show(place, course) {
  const { plan, ranges } = await course.data("matrix");
  const wanted = JSON.parse(place.dataset.given ?? "[]");
  const known = Object.fromEntries(plan.rows.map((row) => [row.id, row]));
  const rows = wanted.length ? wanted.map((item) => known[item]).filter(Boolean) : plan.rows;
  const asked = await Promise.all(rows.map(({ question }) => course.question(question)));
  const questions = Object.fromEntries(rows.map(({ id }, number) => [id, asked[number]]));
  const ids = new Set(rows.map(({ question }) => question));
  const count = () => course.log.records.filter(({ question }) => ids.has(question)).length;
  let leave = () => {};
  let drawn = 0;

  async function draw() {
    drawn = count();
    const grown = () => { drawn = count(); course.grown("matrix"); };
    const model = new MatrixModel({ ...plan, rows }, questions, ranges, course.log, { home: course.home, drafts: course.drafts, grown });
    const holder = node("div", { className: "live" });
    const next = await view.render({ model, el: holder });
    leave();
    leave = next;
    place.replaceChildren(holder);
  }

  course.watch((from, news) => {
    const isNew = from !== "matrix" && (news === "replaced" || count() !== drawn);
    if (isNew && !place.contains(document.activeElement)) draw();
  });
  await draw();
}
