(() => {
  const plan = PLAN;
  const figure = document.currentScript.closest("figure");
  const slider = figure.querySelector("input");
  const output = figure.querySelector("output");
  const pictures = [...figure.querySelectorAll("img")];
  let shown = pictures.findIndex((picture) => !picture.hidden);

  // A picture that is decoded before it is needed appears without delay.
  pictures.forEach((picture) => picture.decode().catch(() => {}));

  function show() {
    const place = Number(slider.value) - plan.first;
    const frame = plan.frames[place];
    if (frame !== shown) {
      pictures[frame].hidden = false;
      pictures[shown].hidden = true;
      shown = frame;
    }
    output.textContent = plan.sentences[place];
    slider.setAttribute("aria-valuetext", plan.sentences[place]);
  }

  function jump(step) {
    let place = Number(slider.value) - plan.first + step;
    while (plan.frames[place] === shown) place += step;
    if (plan.frames[place] !== undefined) {
      slider.value = plan.first + place;
      show();
    }
  }

  slider.addEventListener("input", show);
  figure.querySelectorAll("button").forEach((button) => {
    button.addEventListener("click", () => jump(Number(button.dataset.step)));
  });
})();
