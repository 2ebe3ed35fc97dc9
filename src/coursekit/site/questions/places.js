// Where a page wants a part of the course: <div data-part="paths">, or a cell's output that a notebook makes by a call,
// <div data-shows='["quiz.paths", []]'>, which stands there as it was stored; parts.js is written with the pages.
import { node } from "./nodes.js";
import { parts } from "./parts.js";

function shown(cell) {
  try {
    const [name, given] = JSON.parse(cell.dataset.shows);
    return { call: name.split(".").at(-1), given };
  } catch {
    return { call: "", given: [] };
  }
}

export function partsOf(root) {
  const named = [...root.querySelectorAll("[data-part]")].map((element) => ({ element, name: element.dataset.part }));
  const called = [...root.querySelectorAll("[data-shows]")].map((cell) => {
    const { call, given } = shown(cell);
    const name = Object.keys(parts).find((part) => parts[part].call === call) ?? "";
    const element = cell.querySelector(".shown") ?? cell;
    element.dataset.given = JSON.stringify(given);
    return { element, name };
  });
  const beside = Object.entries(parts).filter(([, { after }]) => after).map(([name, { after }]) => {
    const question = root.querySelector(`section[data-question="${after}"]`);
    const isThere = root.querySelector(`[data-part="${name}"]`);
    const element = question && !isThere ? node("section") : null;
    if (element) question.after(element);
    return { element, name };
  });
  return [...named, ...called, ...beside]
    .filter(({ element, name }) => element && Object.hasOwn(parts, name))
    .map(({ element, name }) => ({ element, name, show: parts[name].load }));
}
