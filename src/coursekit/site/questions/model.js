// What stands behind a question on the page, in place of a kernel: coursekit/quiz/view.py, with view.js asking as ever.
// view.js knows it as a widget's model: get, set, save_changes, on, off, send.
import { ending, welcome } from "./ending.js";
import { SEEN } from "./log.js";
import { again, mark } from "./marking.js";
import { INCOMPLETE, PARTLY, RIGHT, WRONG } from "./reply.js";
import { inWords } from "./times.js";
import { warm } from "./warmth.js";
import { wholeCharacters } from "./whole.js";
import { gettext } from "./words.js";

const TRIES_BEFORE_ANSWER = 3;
const EMPTY = { welcome: {}, response: {}, saved: {}, reply: {}, hints: [], offers: false, answer: {}, done: {}, note: "" };

// What is kept of an answer; coursekit/quiz/view.py says what each entry is.
export function recordOf({ id, type, wording }, response, { outcome, points, of, misconceptions }, hints) {
  return { question: id, type, response, outcome, points, of, misconceptions, hints, wording };
}

// Values that the page is told of when they change.
export class Model {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }

  get(name) { return this.state[name]; }

  set(name, value) { this.state[name] = value; }

  save_changes() {}

  on(event, listener) { this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]); }

  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? []).filter((other) => other !== listener));
  }

  emit(event, ...what) { (this.listeners.get(event) ?? []).forEach((listener) => listener(...what)); }

  tell(name, value) {
    const isNew = JSON.stringify(this.state[name]) !== JSON.stringify(value);
    this.state[name] = value;
    if (isNew) this.emit(`change:${name}`);
  }
}

export class QuestionModel extends Model {
  // lesson: the lesson's questions and what its end says; others: called when the log has grown.
  constructor(question, lesson, log, { home = "", drafts, grown = () => {} } = {}) {
    super({ ...structuredClone(EMPTY), question: question.face, me: "", home, learner: "learner" });
    this.asked = question;
    this.lesson = lesson;
    this.log = log;
    this.drafts = drafts;
    this.grown = grown;
    this.working = Promise.resolve();
    this.countAnswers();
    this.restore();
  }

  // One message after the other: an answer is marked when the one before it is kept.
  send(message) {
    this.working = this.working.then(() => this.hear(message));
    return this.working;
  }

  async hear({ kind, response }) {
    if (kind === "submit") await this.submit(response);
    else if (kind === "hint") this.hint();
    else if (kind === "reveal") await this.reveal();
  }

  async submit(given) {
    const reply = mark(this.asked, given);
    const response = wholeCharacters(given);
    const isKept = reply.outcome !== INCOMPLETE;
    if (isKept) await this.keep(response, reply);
    this.say(response, reply, isKept);
    if (isKept) this.tellHowFar();
  }

  hint() {
    const opened = this.get("hints").length;
    this.tell("hints", [...this.get("hints"), ...this.asked.hints.slice(opened, opened + 1)]);
    this.offer();
  }

  async reveal() {
    if (!this.get("offers")) return;
    const { id, type, wording } = this.asked;
    await this.log.append({ question: id, type, response: {}, outcome: SEEN, hints: this.get("hints").length, wording });
    this.showAnswer();
    this.tellHowFar();
  }

  tellHowFar() {
    this.tell("done", ending(this.lesson, this.log));
    this.countAnswers();
    this.grown();
  }

  countAnswers() {
    this.tell("welcome", welcome(this.lesson, this.log));
  }

  showAnswer() {
    this.tell("answer", { lines: this.asked.answer, why: this.asked.explanation });
    this.offer();
  }

  // Show a reply. Its turn makes it new even when its words are the same, so that the page speaks again.
  say(response, marked, isFresh = false) {
    const tries = this.log.tries(this.asked);
    let reply = marked;
    if ([WRONG, PARTLY].includes(reply.outcome) && tries.length >= TRIES_BEFORE_ANSWER) {
      reply = { ...reply, explanation: this.asked.explanation };
    }
    if (reply.outcome !== INCOMPLETE) {
      reply = again(this.asked, tries, reply, this.log);
      this.tell("saved", response);
    }
    const kindly = isFresh ? warm(this.asked, reply, tries.length, this.get("hints").length) : "";
    this.tell("response", response);
    this.tell("reply", wholeCharacters({ ...reply, warm: kindly, turn: (this.get("reply").turn ?? 0) + 1 }));
    this.offer();
  }

  // The answer is offered after the last hint or the third try, to a question that has one and is not solved.
  offer() {
    const opened = this.get("hints").length;
    const isUsedUp = opened > 0 && opened === this.asked.hints.length;
    const isTried = this.log.tries(this.asked).length >= TRIES_BEFORE_ANSWER;
    const isSolved = this.get("reply").outcome === RIGHT;
    const isShown = "lines" in this.get("answer");
    this.tell("offers", this.asked.answer.length > 0 && !isSolved && !isShown && (isUsedUp || isTried));
  }

  async keep(response, reply) {
    const isKept = await this.log.append(recordOf(this.asked, response, reply, this.get("hints").length));
    this.tell("note", isKept ? this.log.news() : this.log.problems.at(-1));
  }

  // Bring the last answer back, marked anew, so that a mended question gives its mended reply.
  restore() {
    const last = this.log.latest(this.asked.id);
    const said = last ? [this.bringBack(last)] : [];
    if (this.log.wasSeen(this.asked.id)) this.showAnswer();
    this.tell("note", [...said, this.log.news()].join(" ").trim());
  }

  bringBack(last) {
    const reply = mark(this.asked, last.response);
    const when = inWords(last.time);
    if (reply.outcome === INCOMPLETE) {
      return gettext("Your answer of {when} does not fit this question any more: its words have changed. It stays kept.", { when });
    }
    const opened = Number.isInteger(last.hints) && last.hints > 0 ? last.hints : 0;
    this.tell("hints", this.asked.hints.slice(0, opened));
    this.say(last.response, reply);
    const isReworded = last.wording !== this.asked.wording;
    const words = [gettext("Restored from your answers of {when}.", { when })];
    if (isReworded) words.push(gettext("The question has been reworded since."));
    return words.join(" ");
  }
}
