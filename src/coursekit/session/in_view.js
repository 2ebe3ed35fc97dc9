// Who runs a cell with Shift+Enter stands on the one below it a moment later, and JupyterLab shows that one. What the cell shows
// is what there is to see: it comes into view, the whole cell where it fits, or the beginning of its output. It may grow for a
// while (pictures, questions), and is followed until the learner does something else. cells.js and the text STYLE stand before
// this file in one module.

const MARGIN_PX = 1;
const MOVES = ["keydown", "pointerdown", "wheel", "touchstart"];

function isHere(cell) {
  const isNear = [cell, cell.nextElementSibling].some((near) => near?.matches(".jp-mod-active"));
  return isNear && Boolean(cell.closest(".jp-Notebook")?.contains(document.activeElement));
}

function show(cell, shown) {
  const panel = cell.closest(".jp-WindowedPanel-outer");
  if (!panel || !isHere(cell) || !shown.clientHeight) return;
  const frame = panel.getBoundingClientRect();
  const node = cell.clientHeight <= frame.height ? cell : shown;
  const { top, bottom } = node.getBoundingClientRect();
  if (top >= frame.top - MARGIN_PX && bottom <= frame.bottom + MARGIN_PX) return;
  bringIntoView(node, node.clientHeight <= frame.height ? "nearest" : "start");
}

let leave = () => {};

function follow(cell) {
  const shown = cell.querySelector(".jp-Cell-outputWrapper");
  if (!shown || !isHere(cell)) return;
  leave();
  const growing = new ResizeObserver(() => show(cell, shown));
  leave = () => {
    growing.disconnect();
    MOVES.forEach((move) => window.removeEventListener(move, leave, true));
  };
  MOVES.forEach((move) => window.addEventListener(move, leave, { capture: true, passive: true }));
  growing.observe(shown);
}

// A cell that has run gets a number in place of the star.
const hasRun = (prompt) => /\d/.test(prompt.textContent);

function watchCells() {
  new MutationObserver((changes) => changes.map(({ target }) => target)
    .filter((node) => node.matches?.(".jp-InputPrompt") && hasRun(node))
    .forEach((node) => follow(node.closest(".jp-Cell"))))
    .observe(document.body, { childList: true, subtree: true });
  // The cell that brought this script has run already, or ends a moment later.
  const first = document.activeElement?.closest(".jp-Notebook")?.querySelector(".jp-Cell.jp-mod-active")?.previousElementSibling;
  const prompt = first?.querySelector(".jp-InputPrompt");
  if (prompt && hasRun(prompt)) follow(first);
}

// Each kernel brings this script; a page needs it once.
function initialize() {
  if (window.coursekitWatchesCells) return;
  window.coursekitWatchesCells = true;
  document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));
  watchCells();
}

export default { initialize };
