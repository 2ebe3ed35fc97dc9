// What can keep a browser from keeping answers, in words that say what to do next.

const NEXT = "You can go on, but what you answer now is gone when this page is closed. What to do: save your answers to a file "
  + "(\u201cYour answers on this device\u201d, on this page), ";

const WORDS = {
  QuotaExceededError: `Your answers cannot be kept: this browser has no room left. ${NEXT}then free some room on this device.`,
  MissingStoreError: `Your answers cannot be kept: this browser has no store for them. ${NEXT}or use a newer browser.`,
  SecurityError: `Your answers cannot be kept: this browser's settings forbid it. ${NEXT}or allow this site to keep data.`,
  ClearedStoreError: "The answers kept in this browser were deleted while this page was open, by the browser or by hand. What "
    + "this page still holds can be saved to a file (\u201cYour answers on this device\u201d, on this page). New answers are "
    + "kept again.",
};
const OTHER = `Your answers cannot be kept: this browser's store does not answer. ${NEXT}or open the page in an ordinary `
  + "window: private ones often keep nothing.";

export class MissingStoreError extends Error {
  constructor() {
    super("This browser has no IndexedDB.");
    this.name = "MissingStoreError";
  }
}

export class ClearedStoreError extends Error {
  constructor() {
    super("The store was deleted.");
    this.name = "ClearedStoreError";
  }
}

export const trouble = (error) => WORDS[error?.name] ?? OTHER;
