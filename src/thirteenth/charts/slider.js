(() => {
  const plan = PLAN;
  const figure = document.currentScript.closest("figure");
  const output = figure.querySelector("output");
  const still = figure.querySelector("img");
  const changes = plan.frames.map((_, place) => place).filter((place) => plan.frames[place] !== plan.frames[place - 1]);

  // Controls and pictures are made here, not in the HTML: where scripts are removed they would do nothing.
  // JupyterLab takes the arrow keys from a control unless the control itself carries data-lm-suppress-shortcuts.
  figure.querySelector("p").outerHTML = `
    <div style="display:flex;flex-wrap:wrap;gap:0.6em;align-items:center;font-size:1.1em;margin:0.4em 0">
      <button type="button" data-lm-suppress-shortcuts data-step="-1">◀ previous change</button>
      <label style="flex:1 1 20em;display:flex;gap:0.6em;align-items:center">Year
        <input type="range" data-lm-suppress-shortcuts min="${plan.first}" max="${plan.first + plan.frames.length - 1}"
          value="${plan.start}" step="1" style="flex:1;min-width:12em"></label>
      <button type="button" data-lm-suppress-shortcuts data-step="1">next change ▶</button>
    </div>`;
  const slider = figure.querySelector("input");
  let shown = plan.frames[plan.start - plan.first];
  const pictures = plan.pictures.map((source, frame) => {
    const picture = still.cloneNode();
    picture.src = source;
    picture.alt = plan.alts[frame];
    picture.hidden = frame !== shown;
    // A picture that is decoded before it is needed appears without delay.
    picture.decode().catch(() => {});
    return picture;
  });
  still.replaceWith(...pictures);

  function show() {
    const place = Number(slider.value) - plan.first;
    const frame = plan.frames[place];
    if (frame !== shown) {
      pictures[frame].hidden = false;
      pictures[shown].hidden = true;
      shown = frame;
    }
    output.querySelector("b").textContent = plan.counts[place];
    output.querySelector("span").textContent = plan.news[place];
  }

  function jump(step) {
    const now = Number(slider.value) - plan.first;
    const place = step < 0 ? changes.findLast((other) => other < now) : changes.find((other) => other > now);
    if (place !== undefined) {
      slider.value = plan.first + place;
      show();
    }
  }

  slider.addEventListener("input", show);
  figure.querySelectorAll("button").forEach((button) => {
    button.addEventListener("click", () => jump(Number(button.dataset.step)));
  });
})();
