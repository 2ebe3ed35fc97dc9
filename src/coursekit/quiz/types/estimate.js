// controls.js stands before this file in one module.
actions.estimate = "Commit";
builders.estimate = (question, fieldset, given) => {
  const { row, input } = slider(question.scale, given.value, `Your estimate in ${question.scale.unit}`);
  fieldset.append(row);
  return () => ({ value: Number(input.value) });
};
