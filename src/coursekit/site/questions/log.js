// The learner's answers on this device: coursekit/quiz/answers.py, with the browser's store in place of the file.
import { trouble } from "./trouble.js";

export const VERSION = 1;
// The outcome of a record that says that an answer was shown: no answer of the learner's.
export const SEEN = "seen";

// Python writes a moment with its distance from Greenwich; so does this, and the file reads the same.
export const now = () => new Date().toISOString().replace("Z", "+00:00");

export class Log {
  // store: keeps records; see store.js. In a browser without one, answers live as long as the page.
  constructor(store) {
    this.store = store;
    this.records = [];
    this.problems = [];
    this.told = 0;
    this.changed = () => {};
    store.heard = (news) => this.hear(news);
  }

  // Read what the store has, and what it says of itself.
  async open() {
    try {
      this.records = await this.store.all();
    } catch (error) {
      this.report(trouble(error));
    }
  }

  // What another tab has done: it added a record, or put others in the place of all.
  async hear(news) {
    try {
      if (news === "added") this.records.push(...await this.store.added());
      else this.records = await this.store.all();
    } catch (error) {
      this.report(trouble(error));
    }
    this.changed();
  }

  // Add an answer: to the store if that can be written, in any case to this page. Returns whether it is in the store.
  async append(record) {
    const whole = { v: VERSION, time: now(), ...record };
    try {
      this.records.push(...await this.store.add(whole));
      return true;
    } catch (error) {
      this.records.push(whole);
      this.report(trouble(error));
      return false;
    }
  }

  history(id) {
    return this.records.filter(({ question }) => question === id);
  }

  latest(id) {
    return this.records.findLast(({ question, outcome }) => question === id && outcome !== SEEN);
  }

  // Every answer to a question as it is worded now, oldest first.
  tries({ id, wording }) {
    return this.history(id).filter((record) => record.outcome !== SEEN && record.wording === wording);
  }

  wasSeen(id) {
    return this.history(id).some(({ outcome }) => outcome === SEEN);
  }

  // What has not been told yet of the problems; each is told once, not under every question.
  news() {
    const fresh = this.problems.slice(this.told);
    this.told = this.problems.length;
    return fresh.join(" ");
  }

  report(problem) {
    if (!this.problems.includes(problem)) this.problems.push(problem);
  }
}
