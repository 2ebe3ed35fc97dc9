// What belongs to one learner, as HTML: at a computer of several, a notebook that one has saved shows another nothing.
// controls.js stands before this file in one module.

async function render({ model, el }) {
  const link = await watchLink(model, () => {});
  const show = () => {
    if (isAnothers(model.get("home"), model.get("learner"), link.isLive())) el.textContent = model.get("instead");
    else el.innerHTML = model.get("value");
  };
  show();
  model.on("change:value", show);
  return () => {
    link.stop();
    model.off("change:value", show);
  };
}

export default { render };
