// What can keep a browser from keeping answers, in words that say what to do next.
import { gettext } from "./words.js";

const LOST = gettext("You can go on, but what you answer now is gone when this page is closed.");
const SAVE = gettext("What to do: save your answers to a file (“Your answers on this device”, on this page).");
const said = (what, then) => [what, LOST, SAVE, then].join(" ");

const WORDS = {
  QuotaExceededError: said(gettext("Your answers cannot be kept: this browser has no room left."),
    gettext("Then free some room on this device.")),
  MissingStoreError: said(gettext("Your answers cannot be kept: this browser has no store for them."),
    gettext("Or use a newer browser.")),
  SecurityError: said(gettext("Your answers cannot be kept: this browser's settings forbid it."),
    gettext("Or allow this site to keep data.")),
  ClearedStoreError: [
    gettext("The answers kept in this browser were deleted while this page was open, by the browser or by hand."),
    gettext("What this page still holds can be saved to a file (“Your answers on this device”, on this page)."),
    gettext("New answers are kept again."),
  ].join(" "),
};
const OTHER = said(gettext("Your answers cannot be kept: this browser's store does not answer."),
  gettext("Or open the page in an ordinary window: private ones often keep nothing."));

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
