(() => {
  // CELLS
  const plan = PLAN;
  const HOW = "Point at a square, or go to the map by Tab and use the arrow keys: its state is named here.";
  const figure = document.currentScript.closest("figure");
  const output = figure.querySelector("output");
  const still = figure.querySelector("img");
  const changes = plan.frames.map((_, place) => place).filter((place) => plan.frames[place] !== plan.frames[place - 1]);

  const BUTTON = "padding:0.3em 0.8em;border:1px solid #0b5cad;border-radius:4px;background:none;color:inherit;font:inherit;cursor:pointer";
  const KNOB_PX = 16;
  const STEP_MS = 900;

  // Controls and pictures are made here, not in the HTML: where scripts are removed they would do nothing.
  // JupyterLab takes the arrow keys from a control unless the control itself carries data-lm-suppress-shortcuts.
  figure.querySelector("p").outerHTML = `
    <div style="display:flex;flex-wrap:wrap;gap:0.6em;align-items:center;font-size:1.1em;margin:0.4em 0">
      <button type="button" data-lm-suppress-shortcuts data-play style="${BUTTON};min-width:6em">▶ Play</button>
      <button type="button" data-lm-suppress-shortcuts data-step="-1" style="${BUTTON}">◀ previous change</button>
      <label style="flex:1 1 16em;display:flex;gap:1.2em;padding-right:0.6em;align-items:center">Year
        <span style="position:relative;flex:1;min-width:12em;padding-top:1.5em">
          <b aria-hidden="true" style="position:absolute;top:0;transform:translateX(-50%)"></b>
          <input type="range" data-lm-suppress-shortcuts min="${plan.first}" max="${plan.first + plan.frames.length - 1}"
            value="${plan.start}" step="1" style="width:100%;margin:0;accent-color:#0b5cad"></span></label>
      <button type="button" data-lm-suppress-shortcuts data-step="1" style="${BUTTON}">next change ▶</button>
    </div>`;
  const slider = figure.querySelector("input");
  const year = slider.previousElementSibling;
  const playing = figure.querySelector("[data-play]");
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
  const map = document.createElement("div");
  map.style.position = "relative";
  still.replaceWith(map);
  map.append(...pictures);

  // A tile's letters stand for a state: its name appears beside the pointer, and by arrow keys, in one line above the map.
  const named = document.createElement("p");
  named.setAttribute("aria-live", "polite");
  named.style.cssText = "min-height:1.5em;margin:0.2em 0;font-weight:600";
  named.textContent = HOW;
  map.before(named);
  const tiles = document.createElement("div");
  tiles.tabIndex = 0;
  tiles.setAttribute("role", "group");
  tiles.setAttribute("aria-label", "States on the map");
  tiles.setAttribute("data-lm-suppress-shortcuts", "");
  tiles.style.cssText = "position:absolute;inset:0";
  map.append(tiles);
  let pointed = -1;

  function point(place) {
    const known = plan.tiles[shown];
    pointed = (place + known.length) % known.length;
    named.textContent = known[pointed].says;
    [...tiles.children].forEach((tile, other) => { tile.style.outline = other === pointed ? "3px solid #b35300" : ""; });
  }

  function leave() {
    pointed = -1;
    named.textContent = HOW;
    [...tiles.children].forEach((tile) => { tile.style.outline = ""; });
  }

  function lay() {
    tiles.replaceChildren(...plan.tiles[shown].map(({ left, top, says }, place) => {
      const tile = document.createElement("span");
      tile.title = says;
      tile.style.cssText = `position:absolute;left:${left}%;top:${top}%;width:${plan.tile[0]}%;height:${plan.tile[1]}%`;
      tile.addEventListener("pointerenter", () => point(place));
      return tile;
    }));
  }
  tiles.addEventListener("pointerleave", leave);
  tiles.addEventListener("blur", leave);
  tiles.addEventListener("focus", () => point(0));
  tiles.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    point(pointed + step);
  });
  lay();

  // Escape leads back to the cell, as in a question; Shift+Enter leads on to the next one.
  figure.addEventListener("keydown", (event) => {
    const cell = figure.closest(".jp-Cell");
    if (!cell) return;
    if (event.key === "Escape") standOn(cell);
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      standOnNext(cell);
    }
  });

  // The year stands above the knob, whose middle moves between half a knob from either end.
  function tellYear() {
    const share = plan.frames.length > 1 ? (Number(slider.value) - plan.first) / (plan.frames.length - 1) : 0;
    year.textContent = slider.value;
    year.style.left = `calc(${100 * share}% + ${(0.5 - share) * KNOB_PX}px)`;
  }

  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    playing.textContent = "▶ Play";
  }

  function play() {
    if (Number(slider.value) === Number(slider.max)) slider.value = slider.min;
    playing.textContent = "❚❚ Pause";
    show();
    timer = setInterval(() => {
      if (!figure.isConnected || Number(slider.value) === Number(slider.max)) { stop(); return; }
      slider.value = Number(slider.value) + 1;
      show();
    }, STEP_MS);
  }

  function show() {
    const place = Number(slider.value) - plan.first;
    const frame = plan.frames[place];
    if (frame !== shown) {
      pictures[frame].hidden = false;
      pictures[shown].hidden = true;
      shown = frame;
      leave();
      lay();
    }
    tellYear();
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

  slider.addEventListener("input", () => { stop(); show(); });
  playing.addEventListener("click", () => (timer ? stop() : play()));
  figure.querySelectorAll("[data-step]").forEach((button) => {
    button.addEventListener("click", () => { stop(); jump(Number(button.dataset.step)); });
  });
  tellYear();
})();
