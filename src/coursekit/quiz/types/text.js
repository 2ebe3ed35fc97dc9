// controls.js stands before this file in one module.
actions.text = gettext("Save");
builders.text = (question, fieldset, given) => {
  const { min, max } = question.words;
  const { block, area } = writing(gettext("Your text"), given.text, gettext("{min} to {max}", { min, max }), 6);
  fieldset.append(block);
  return () => ({ text: typed(area) });
};
