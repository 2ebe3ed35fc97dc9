// Where a browser keeps answers and drafts (IndexedDB): each answer in a transaction of its own, so that two tabs lose
// nothing. Whoever changes something tells the other tabs.
import { MissingStoreError, ClearedStoreError } from "./trouble.js";

const [ANSWERS, DRAFTS] = ["answers", "drafts"];
// A browser that forbids the store may also just not reply.
const PATIENCE_MS = 3000;
const PAUSE_MS = 200;
const PASSING = ["AbortError", "UnknownError"];

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function open(name) {
  if (!globalThis.indexedDB) throw new MissingStoreError();
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ANSWERS, { autoIncrement: true });
    request.result.createObjectStore(DRAFTS);
  };
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE_MS, new Error("The store does not reply.")); });
  return Promise.race([settled(request), late]);
}

export class Store {
  constructor(name) {
    this.name = name;
    this.heard = () => {};
    this.last = 0;
    this.turn = Promise.resolve();
    this.channel = globalThis.BroadcastChannel ? new BroadcastChannel(name) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.heard(data);
  }

  // Every answer, oldest first.
  all() {
    return this.inTurn("readonly", async ({ answers }) => {
      const [records, keys] = await Promise.all([settled(answers.getAll()), settled(answers.getAllKeys())]);
      this.last = keys.at(-1) ?? 0;
      return records;
    });
  }

  // Answers that other tabs have added since this one read or wrote.
  added() {
    return this.inTurn("readonly", ({ answers }) => this.readOn(answers));
  }

  // Add an answer. Returns what is new here: answers of other tabs that came before it, and itself.
  async add(record) {
    let isCleared = false;
    const fresh = await this.inTurn("readwrite", async ({ answers }) => {
      isCleared = await this.isCleared(answers);
      const others = isCleared ? [] : await this.readOn(answers);
      this.last = await settled(answers.add(record));
      return [...others, record];
    });
    this.say("added");
    return { fresh, isCleared };
  }

  // Put other answers in the place of all: change makes them from those that are there.
  async replace(change) {
    const made = await this.inTurn("readwrite", async ({ answers }) => {
      const records = change(await settled(answers.getAll()));
      await settled(answers.clear());
      for (const record of records) this.last = await settled(answers.add(record));
      return records;
    });
    this.say("replaced");
    return made;
  }

  async clear() {
    await this.inTurn("readwrite", async ({ answers, drafts }) => {
      await Promise.all([settled(answers.clear()), settled(drafts.clear())]);
      this.last = 0;
    });
    this.say("replaced");
  }

  drafts() {
    return this.inTurn("readonly", ({ drafts }) => settled(drafts.getAll()));
  }

  putDraft(draft) {
    return this.inTurn("readwrite", ({ drafts }) => settled(drafts.put(draft, draft.key)));
  }

  dropDrafts(keys) {
    return this.inTurn("readwrite", ({ drafts }) => Promise.all(keys.map((key) => settled(drafts.delete(key)))));
  }

  // Complain when what was kept has been deleted behind this page's back.
  async refuseCleared() {
    if (await this.inTurn("readonly", ({ answers }) => this.isCleared(answers))) throw new ClearedStoreError();
  }

  async isCleared(answers) {
    return this.last > 0 && (await settled(answers.getKey(this.last))) === undefined;
  }

  async readOn(answers) {
    const beyond = IDBKeyRange.lowerBound(this.last, true);
    const [records, keys] = await Promise.all([settled(answers.getAll(beyond)), settled(answers.getAllKeys(beyond))]);
    this.last = keys.at(-1) ?? this.last;
    return records;
  }

  say(news) {
    this.channel?.postMessage(news);
  }

  // One transaction after the other, each whole or not at all; an answer is on the disk when it is done.
  inTurn(mode, work) {
    this.turn = this.turn.catch(() => {}).then(() => this.act(mode, work));
    return this.turn;
  }

  async act(mode, work) {
    const transaction = await this.begin(mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new Error("The store gave up."));
    });
    const stores = { answers: transaction.objectStore(ANSWERS), drafts: transaction.objectStore(DRAFTS) };
    // Why a transaction was given up, it knows better than the request that failed with it.
    const [worked, ended] = await Promise.allSettled([work(stores), done]);
    const failed = [ended, worked].find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    return worked.value;
  }

  // A browser may close the store (its data were deleted): it is opened again.
  async begin(mode) {
    const again = () => this.base.transaction([ANSWERS, DRAFTS], mode, { durability: "strict" });
    this.base ??= await this.connect();
    try {
      return again();
    } catch (error) {
      if (error.name !== "InvalidStateError") throw error;
      this.base = await this.connect();
      return again();
    }
  }

  // What was just deleted may need a moment before it can be opened anew.
  async connect(tries = 3) {
    let base;
    try {
      base = await open(this.name);
    } catch (error) {
      if (tries === 1 || !PASSING.includes(error.name)) throw error;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
      return this.connect(tries - 1);
    }
    base.onclose = () => { this.base = null; this.heard("closed"); };
    base.onversionchange = () => base.close();
    return base;
  }
}
