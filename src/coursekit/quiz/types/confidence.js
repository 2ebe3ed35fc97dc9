// controls.js stands before this file in one module.
actions.confidence = gettext("Save");
builders.confidence = (question, fieldset, given) => {
  const { low, high } = question.scale;
  const { row, input } = slider(question.scale, given.value, gettext("How sure: from {low} to {high}", { low, high }), low, high);
  fieldset.append(row);
  return () => ({ value: Number(input.value) });
};
