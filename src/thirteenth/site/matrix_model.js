// What stands behind the matrix of evidence on the page, in place of a kernel: thirteenth/quiz/matrix.py.
import { mark } from "../marking.js";
import { Model, recordOf } from "../model.js";
import { INCOMPLETE } from "../reply.js";

export class MatrixModel extends Model {
  // questions: by item, the question that asks to rate it; ranges: by item, what can be argued for.
  constructor(plan, questions, ranges, log, { home = "", drafts, grown = () => {} } = {}) {
    super({ plan, me: "", home, learner: "learner", given: {}, replies: {}, note: "" });
    Object.assign(this, { questions, ranges, log, drafts, grown });
    this.working = Promise.resolve();
    plan.rows.forEach(({ id }) => this.bringBack(id));
    this.tell("note", log.news());
  }

  bringBack(item) {
    const last = this.log.latest(this.questions[item].id);
    if (last) this.say(item, last.response.ratings ?? {});
  }

  send({ kind, item, ratings }) {
    if (kind === "rate" && Object.hasOwn(this.questions, item)) {
      this.working = this.working.then(() => this.rate(item, ratings));
    }
    return this.working;
  }

  // Take a row: mark it and keep it, when it is full.
  async rate(item, ratings) {
    const question = this.questions[item];
    const reply = this.say(item, ratings);
    if (reply.outcome === INCOMPLETE) return;
    const isKept = await this.log.append(recordOf(question, { ratings }, reply, 0));
    this.tell("note", isKept ? this.log.news() : this.log.problems.at(-1));
    // The page knows by this, and not by the reply alone, that the row is saved and its draft can go.
    this.emit("msg:custom", { kind: "kept", item, ratings });
    this.grown();
  }

  say(item, ratings) {
    const question = this.questions[item];
    const reply = mark(question, { ratings });
    const isFull = reply.outcome !== INCOMPLETE;
    const said = { headline: reply.headline, explanation: question.explanation, ranges: this.ranges[item] };
    this.tell("given", { ...this.get("given"), [item]: ratings });
    this.tell("replies", { ...this.get("replies"), [item]: isFull ? said : {} });
    return reply;
  }
}
