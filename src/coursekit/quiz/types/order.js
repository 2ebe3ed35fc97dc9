// controls.js stands before this file in one module.
builders.order = (question, fieldset, given) => {
  const texts = Object.fromEntries(question.items.map(({ id, text }) => [id, text]));
  const known = given.order?.length === question.items.length && given.order.every((id) => id in texts);
  const order = known ? [...given.order] : question.items.map(({ id }) => id);
  const list = element("ol");
  const voice = element("div", { className: "away", aria: { live: "assertive" } });

  function move(id, step) {
    const from = order.indexOf(id);
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(from, 1));
    draw();
    list.dispatchEvent(new Event("input", { bubbles: true }));
    // The focus stays with the item that was moved, or at its end on the button that still leads somewhere.
    const buttons = [...list.children[to].querySelectorAll("button")];
    const wanted = buttons[step < 0 ? 0 : 1];
    (wanted.disabled ? buttons[step < 0 ? 1 : 0] : wanted).focus();
    voice.textContent = gettext("{item}: now place {place} of {total}", { item: texts[id], place: to + 1, total: order.length });
  }

  function button(id, place, step) {
    const end = step < 0 ? 0 : order.length - 1;
    const node = element("button", { type: "button", className: "move", textContent: step < 0 ? "▲" : "▼", disabled: place === end });
    node.setAttribute("aria-label", step < 0 ? gettext("Move up: {item}", { item: texts[id] }) : gettext("Move down: {item}", { item: texts[id] }));
    node.addEventListener("click", () => move(id, step));
    return node;
  }

  function draw() {
    list.replaceChildren(...order.map((id, place) => element("li", { className: "item" },
      element("span", { className: "place", textContent: `${place + 1}.` }),
      element("span", { className: "words", textContent: texts[id] }),
      button(id, place, -1), button(id, place, 1))));
  }

  draw();
  fieldset.append(list, voice);
  return () => ({ order: [...order] });
};
