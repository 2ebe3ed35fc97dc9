// controls.js stands before this file in one module.
actions.confidence = "Save";
builders.confidence = (question, fieldset, given) => {
  const { low, high } = question.scale;
  const { row, input } = slider(question.scale, given.value, `How sure: from ${low} to ${high}`, low, high);
  fieldset.append(row);
  return () => ({ value: Number(input.value) });
};
