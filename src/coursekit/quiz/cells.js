// Where something stands in JupyterLab's notebook: its cell, the next one, and what of it is in view. This file stands before
// others in one script.

function standOn(cell) {
  cell.setAttribute("tabindex", cell.getAttribute("tabindex") ?? "-1");
  cell.focus();
}

function standOnNext(cell) {
  const next = cell.nextElementSibling;
  standOn(next?.matches(".jp-Cell") ? next : cell);
}

// What has just come is brought into view, without a jump where the learner's system asks for none.
function bringIntoView(node, block = "nearest") {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  requestAnimationFrame(() => node.scrollIntoView({ block, behavior }));
}

// Who runs a cell with Shift+Enter stands on the one below it a moment later: what the cell shows is what there is to see, and
// of several, or of one that is taller than the window, the beginning. Run All leaves the learner elsewhere, and nothing moves.
function showWhenRun(node, kind) {
  const cell = node.closest(".jp-Cell");
  const isHere = [cell, cell?.nextElementSibling].some((near) => near?.matches(".jp-mod-active"));
  if (!isHere || !cell.closest(".jp-Notebook").contains(document.activeElement)) return;
  const shown = [...cell.querySelectorAll(kind)];
  const [first, last] = [shown[0].getBoundingClientRect(), shown.at(-1).getBoundingClientRect()];
  const isTall = last.bottom - first.top > cell.closest(".jp-WindowedPanel-outer").clientHeight;
  bringIntoView(isTall ? shown[0] : shown.at(-1), isTall ? "start" : "nearest");
}
