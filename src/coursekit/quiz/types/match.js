// controls.js stands before this file in one module.
builders.match = (question, fieldset, given) => {
  const selects = question.left.map(({ id, text }) => {
    const first = element("option", { value: "", textContent: gettext("choose…") });
    const options = question.right.map((entry) => element("option", { value: entry.id, textContent: entry.text }));
    const select = element("select", {}, first, ...options);
    select.value = given.pairs?.[id] ?? "";
    fieldset.append(element("label", { className: "pair" }, element("span", { textContent: text }), select));
    return [id, select];
  });
  return () => ({ pairs: Object.fromEntries(selects.map(([id, select]) => [id, select.value])) });
};
