// controls.js stands before this file in one module.
builders["rate-evidence"] = (question, fieldset, given) => {
  const selects = question.hypotheses.map(({ id, text }) => {
    const first = element("option", { value: "", textContent: gettext("choose…") });
    const options = Object.entries(question.ratings).map(([value, text]) => element("option", { value, textContent: `${value}: ${text}` }));
    const select = element("select", {}, first, ...options);
    select.value = given.ratings?.[id] ?? "";
    fieldset.append(element("label", { className: "pair" }, element("span", { textContent: text }), select));
    return [id, select];
  });
  return () => ({ ratings: Object.fromEntries(selects.map(([id, select]) => [id, select.value])) });
};
