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
