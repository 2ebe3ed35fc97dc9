// controls.js stands before this file in one module.
actions.estimate = gettext("Commit");
builders.estimate = (question, fieldset, given) => {
  const { row, input } = slider(question.scale, given.value, gettext("Your estimate in {unit}", { unit: question.scale.unit }));
  fieldset.append(row);
  return () => ({ value: Number(input.value) });
};
