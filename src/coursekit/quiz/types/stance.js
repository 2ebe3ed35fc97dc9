// controls.js stands before this file in one module.
actions.stance = "Save";
builders.stance = (question, fieldset, given, name) => {
  const part = (title, ...nodes) =>
    element("fieldset", { className: "group" }, element("legend", { className: "part", textContent: title }), ...nodes);
  const sure = slider({ min: 0, max: 100, step: 5 }, given.confidence, "From not sure at all to quite sure", "not sure at all", "quite sure");
  const reason = writing("Your reason", given.reason, `at least ${question.words}`);
  const against = writing("The strongest evidence against your position", given.against, "a sentence", 2);
  fieldset.append(
    part("Your position", ...choices("radio", `${name}-position`, question.positions, [given.position])),
    part("How sure are you?", sure.row),
    part("Evidence that carries it", ...choices("checkbox", `${name}-evidence`, question.evidence, given.evidence ?? [])),
    reason.block, against.block,
  );
  return () => ({
    position: picked(fieldset, `${name}-position`)[0] ?? "",
    confidence: Number(sure.input.value),
    evidence: picked(fieldset, `${name}-evidence`),
    reason: reason.area.value,
    against: against.area.value,
  });
};
