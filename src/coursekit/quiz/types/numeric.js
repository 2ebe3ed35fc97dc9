// controls.js stands before this file in one module.
builders.numeric = (question, fieldset, given) => {
  const input = element("input", { type: "text", inputMode: "decimal", value: given.value ?? "", autocomplete: "off" });
  input.setAttribute("aria-label", gettext("Your answer, {unit}", { unit: question.unit }));
  fieldset.append(element("div", { className: "row" }, input, element("span", { textContent: question.unit })));
  return () => ({ value: typed(input) });
};
