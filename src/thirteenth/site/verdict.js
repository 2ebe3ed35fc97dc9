// The verdict in a page: what is there, what is missing, a name, a figure of the learner's, and two files to take away.
import { saveAs } from "../answers.js";
import { node } from "../nodes.js";
import { dayInWords } from "../times.js";
import { gettext } from "../words.js";
import { asNotebook, asPage, partsOf } from "./report.js";

// A figure wider than this is made smaller.
const WIDEST = 1600;

function addressOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

// Any picture that the browser can show, as a PNG in base64. The page's policy lets pictures stand inside an address.
async function asPng(file) {
  const picture = new Image();
  picture.src = await addressOf(file);
  await picture.decode();
  const scale = Math.min(1, WIDEST / picture.width);
  const canvas = node("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").split(",")[1];
}

export async function show(place, course) {
  const data = await course.data("verdict");
  const missing = node("ul");
  const said = node("p", { role: "status" });
  const name = node("input", { type: "text", autocomplete: "name", className: "name" });
  const figure = node("input", { type: "file", accept: "image/*" });
  const says = node("textarea", { rows: 2 });
  const page = node("button", { type: "button", className: "main", textContent: gettext("Save my verdict as a page") });
  const notebook = node("button", { type: "button", textContent: gettext("Save it as a notebook") });
  let png = "";

  function draw() {
    const lines = [...partsOf(course.log, data).missing, ...(png ? [] : [gettext("a figure of your own")])];
    missing.replaceChildren(...lines.map((what) => node("li", { textContent: gettext("Missing: {what}", { what }) })));
  }

  function save(write, file, type) {
    const { parts } = partsOf(course.log, data);
    const line = gettext("Name: ____________________");
    const byline = `${name.value.trim() || line}, ${dayInWords(new Date())}`;
    saveAs(file, write(byline, parts, { png, says: says.value }, data), type);
    said.textContent = gettext("Saved as {file}. To print it or to keep it as PDF, open the page and print it.", { file });
  }

  figure.addEventListener("change", async () => {
    const [file] = figure.files;
    png = file ? await asPng(file).catch(() => "") : "";
    said.textContent = file && !png
      ? gettext("{file} is no picture that this browser can show. Choose a PNG, JPEG or SVG.", { file: file.name }) : "";
    draw();
  });
  page.addEventListener("click", () => save(asPage, "verdict.html", "text/html"));
  notebook.addEventListener("click", () => save(asNotebook, "verdict.ipynb", "application/x-ipynb+json"));
  course.watch(draw);
  draw();
  const field = (label, control) => node("label", { className: "verdict-field" }, node("div", { className: "part", textContent: label }), control);
  place.replaceChildren(node("div", { className: "coursekit-question" },
    node("h3", { textContent: gettext("Your verdict on one page") }),
    node("p", { textContent: gettext("It is made of your answers: verdict, positions, settings and ratings. Nothing is sent anywhere.") }), missing,
    field(gettext("Your name, as it shall stand on the page"), name), field(gettext("A figure of your own (a picture file)"), figure),
    field(gettext("What your figure shows, in a sentence"), says), node("div", { className: "buttons" }, page, notebook), said));
}
