// controls.js stands before this file in one module.
actions.text = "Save";
builders.text = (question, fieldset, given) => {
  const { min, max } = question.words;
  const { block, area } = writing("Your text", given.text, `${min} to ${max}`, 6);
  fieldset.append(block);
  return () => ({ text: area.value });
};
