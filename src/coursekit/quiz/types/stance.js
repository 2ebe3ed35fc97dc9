// controls.js stands before this file in one module.
actions.stance = gettext("Save");
builders.stance = (question, fieldset, given, name) => {
  const part = (title, ...nodes) =>
    element("fieldset", { className: "group" }, element("legend", { className: "part", textContent: title }), ...nodes);
  const sure = slider({ min: 0, max: 100, step: 5 }, given.confidence, gettext("From not sure at all to quite sure"), gettext("not sure at all"), gettext("quite sure"));
  const reason = writing(gettext("Your reason"), given.reason, gettext("at least {n}", { n: question.words }));
  const against = writing(gettext("The strongest evidence against your position"), given.against, gettext("a sentence"), 2);
  fieldset.append(
    part(gettext("Your position"), ...choices("radio", `${name}-position`, question.positions, [given.position])),
    part(gettext("How sure are you?"), sure.row),
    part(gettext("Evidence that carries it"), ...choices("checkbox", `${name}-evidence`, question.evidence, given.evidence ?? [])),
    reason.block, against.block,
  );
  return () => ({
    position: picked(fieldset, `${name}-position`)[0] ?? "",
    confidence: Number(sure.input.value),
    evidence: picked(fieldset, `${name}-evidence`),
    reason: typed(reason.area),
    against: typed(against.area),
  });
};
