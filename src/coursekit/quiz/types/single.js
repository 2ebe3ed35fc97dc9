// controls.js stands before this file in one module.
builders.single = (question, fieldset, given, name) => {
  fieldset.append(...choices("radio", name, question.options, [given.choice]));
  return () => ({ choice: picked(fieldset, name)[0] ?? "" });
};
