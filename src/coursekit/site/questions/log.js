// The learner's answers on this device: coursekit/quiz/answers.py, with the browser's store in place of the file.
import { ClearedStoreError, trouble } from "./trouble.js";

export const VERSION = 1;
// The outcome of a record that says that an answer was shown: no answer of the learner's.
export const SEEN = "seen";

// Python writes a moment with its distance from Greenwich; so does this, and the file reads the same.
export const now = () => new Date().toISOString().replace("Z", "+00:00");

export class Log {
  // store: keeps records (store.js). Where it fails, answers live as long as the page, and problems say so.
  constructor(store) {
    this.store = store;
    this.records = [];
    this.problems = [];
    this.told = 0;
    // Whether the store has taken or shown what it was last asked for.
    this.isKept = true;
    this.changed = () => {};
    store.heard = (news) => this.hear(news);
  }

  // Read what the store has; returns whether it could be read.
  open() {
    return this.careful(async () => { this.records = await this.store.all(); });
  }

  // What another tab has done: it added an answer, or put others in the place of all. Or the browser closed the store.
  async hear(news) {
    await this.careful(async () => {
      if (news === "added") this.records.push(...await this.store.added());
      else if (news === "replaced") this.records = await this.store.all();
      else await this.store.refuseCleared();
    });
    this.changed(news);
  }

  // Add an answer: to the store if that can be written, in any case to this page. Returns whether it is in the store.
  async append(record) {
    const whole = { v: VERSION, time: now(), ...record };
    const isKept = await this.careful(async () => {
      const { fresh, isCleared } = await this.store.add(whole);
      this.records.push(...fresh);
      if (isCleared) this.report(trouble(new ClearedStoreError()));
    });
    if (!isKept) this.records.push(whole);
    return isKept;
  }

  async careful(act) {
    try {
      await act();
      this.isKept = true;
    } catch (error) {
      this.report(trouble(error));
      this.isKept = error instanceof ClearedStoreError;
    }
    return this.isKept;
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
