// What rate_evidence.py marks, for a page without a kernel.
import { at, field, tableOf } from "../reading.js";
import { incomplete, judged, note, yesNo } from "../reply.js";

const SCALE = ["CC", "C", "N", "I", "II"];

export function mark(question, response) {
  const allowed = Object.entries(question.body.allowed);
  const ratings = tableOf(field(response, "ratings"));
  if (allowed.some(([name]) => !SCALE.includes(at(ratings, name)))) {
    return incomplete("Rate the evidence against every hypothesis first.");
  }
  const fits = allowed.map(([name, words]) => words.includes(at(ratings, name)));
  const notes = allowed.map(([name, words], place) =>
    note(name, yesNo(fits[place]), fits[place] ? "" : `Careful readers argue for ${words.join(" or ")} here.`));
  const reply = judged(question, fits.filter(Boolean).length, fits.length, notes, []);
  // A rating can be argued about: it is not "right" or "wrong" to stand outside the range, only to be argued for.
  return { ...reply, headline: `${reply.points} of ${reply.of} lie within the range that careful readers argue for.` };
}
