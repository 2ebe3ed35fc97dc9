// controls.js stands before this file in one module.
builders.multiple = (question, fieldset, given, name) => {
  fieldset.append(...choices("checkbox", name, question.options, given.choices ?? []));
  return () => ({ choices: picked(fieldset, name) });
};
