// controls.js stands before this file in one module.
builders.match = (question, fieldset, given) => {
  const read = choosers(fieldset, question.left, question.right.map(({ id, text }) => [id, text]), given.pairs);
  return () => ({ pairs: read() });
};
