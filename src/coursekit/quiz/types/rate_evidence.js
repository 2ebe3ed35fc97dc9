// controls.js stands before this file in one module.
builders["rate-evidence"] = (question, fieldset, given) => {
  const ratings = Object.entries(question.ratings).map(([value, text]) => [value, `${value}: ${text}`]);
  const read = choosers(fieldset, question.hypotheses, ratings, given.ratings);
  return () => ({ ratings: read() });
};
