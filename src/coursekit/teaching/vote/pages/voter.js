// Makes a phone's form quicker to use: sends it without a new page, a slider beside a number, arrows to put in order.
const place = document.getElementById("part");

function made(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function addSlider(scale) {
  const number = scale.querySelector("input");
  const slider = made("input", { type: "range", min: number.min, max: number.max, step: 1 });
  slider.setAttribute("aria-label", gettext("Move to choose the number"));
  // An empty number leaves the slider in the middle: it is no answer before it is touched.
  slider.value = number.value || (Number(number.min) + Number(number.max)) / 2;
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { if (number.value) slider.value = number.value; });
  scale.querySelector(".ends").before(slider);
}

function addArrows(list) {
  const selects = new Map([...list.children].map((item) => [item, item.querySelector("select")]));
  const given = [...selects.values()].every((select) => select.value);
  if (given) list.append(...[...selects.keys()].sort((a, b) => selects.get(a).value - selects.get(b).value));
  document.querySelector("#ballot .how").textContent = gettext("Move the lines: the first one stands on top.");

  function number() {
    [...list.children].forEach((item, index) => {
      selects.get(item).value = String(index + 1);
      item.querySelector(".place").textContent = `${index + 1}.`;
      const [up, down] = item.querySelectorAll("button");
      up.disabled = index === 0;
      down.disabled = index === list.children.length - 1;
    });
  }

  function move(item, step) {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item); else other.after(item);
    number();
    const [up, down] = item.querySelectorAll("button");
    const wanted = step < 0 ? up : down;
    (wanted.disabled ? (step < 0 ? down : up) : wanted).focus();
    const words = item.querySelector(".words").textContent;
    document.getElementById("voice").textContent = gettext("{item}: now place {place}", { item: words, place: [...list.children].indexOf(item) + 1 });
  }

  for (const item of list.children) {
    selects.get(item).hidden = true;
    item.prepend(made("span", { className: "place" }));
    const arrows = made("span", { className: "arrows" });
    for (const [sign, step] of [["▲", -1], ["▼", 1]]) {
      const button = made("button", { type: "button", textContent: sign });
      const words = { item: item.querySelector(".words").textContent };
      button.setAttribute("aria-label", step < 0 ? gettext("Move up: {item}", words) : gettext("Move down: {item}", words));
      button.addEventListener("click", () => move(item, step));
      arrows.append(button);
    }
    item.append(arrows);
  }
  number();
}

function dress() {
  const scale = place.querySelector(".scale");
  const order = place.querySelector("ol.order");
  if (scale) addSlider(scale);
  if (order) addArrows(order);
}

async function send(form) {
  const said = form.querySelector("#said");
  const button = form.querySelector("button.main");
  button.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("/vote", {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    const { counted, words } = await answer.json();
    said.textContent = words;
    said.classList.toggle("is-not", !counted);
    if (counted) button.textContent = gettext("Change my answer");
  } catch {
    said.textContent = gettext("The answer did not arrive. Are you still in the network? Send it again.");
    said.classList.add("is-not");
  }
  button.removeAttribute("aria-busy");
}

place.addEventListener("submit", (event) => {
  if (event.target.id !== "ballot") return;
  event.preventDefault();
  send(event.target);
});
document.addEventListener("part", dress);
dress();
