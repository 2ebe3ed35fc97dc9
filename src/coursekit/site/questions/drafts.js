// What was typed and is not saved yet, in the browser's store. Each tab keeps drafts of its own, so that two tabs with the
// same question lose nothing: the newest is shown when a page opens, and goes when it has become an answer.

export class Drafts {
  constructor(store) {
    this.store = store;
    this.tab = `${Date.now()}-${Math.random()}`;
    this.kept = [];
    // By question, which draft the page shows.
    this.shown = new Map();
  }

  async open() {
    try {
      this.kept = await this.store.drafts();
    } catch {
      // The log says what is wrong with the store.
    }
  }

  read(id) {
    const newest = this.kept.filter((draft) => draft.id === id).sort((one, other) => other.time - one.time)[0] ?? null;
    if (newest) this.shown.set(id, newest.key);
    return newest;
  }

  write(id, response) {
    const draft = { key: `${id} ${this.tab}`, id, response, time: Date.now() };
    // The draft that the page shows has become this one; one that it has never shown stays.
    this.drop(id);
    this.shown.set(id, draft.key);
    this.kept.push(draft);
    this.quietly(this.store.putDraft(draft));
  }

  drop(id) {
    const key = this.shown.get(id);
    if (!key) return;
    this.shown.delete(id);
    this.kept = this.kept.filter((draft) => draft.key !== key);
    this.quietly(this.store.dropDrafts([key]));
  }

  forget() {
    this.kept = [];
    this.shown.clear();
  }

  quietly(promise) {
    promise.catch(() => {});
  }
}
