// What rate_evidence.py marks, for a page without a kernel.
import { at, field, tableOf } from "../reading.js";
import { incomplete, judged, note, yesNo } from "../reply.js";
import { gettext, ngettext } from "../words.js";

const either = (ratings) => ratings.reduce((one, other) => gettext("{one} or {other}", { one, other }));
const SCALE = ["CC", "C", "N", "I", "II"];

export function mark(question, response) {
  const allowed = Object.entries(question.body.allowed);
  const ratings = tableOf(field(response, "ratings"));
  if (allowed.some(([name]) => !SCALE.includes(at(ratings, name)))) {
    return incomplete(gettext("Rate the evidence against every hypothesis first."));
  }
  const fits = allowed.map(([name, words]) => words.includes(at(ratings, name)));
  const notes = allowed.map(([name, words], place) =>
    note(name, yesNo(fits[place]), fits[place] ? "" : gettext("Careful readers argue for {ratings} here.", { ratings: either(words) })));
  const reply = judged(question, fits.filter(Boolean).length, fits.length, notes, []);
  // A rating can be argued about: it is not "right" or "wrong" to stand outside the range, only to be argued for.
  const { points, of } = reply;
  const headline = ngettext("{n} of {of} lies within the range that careful readers argue for.", "{n} of {of} lie within the range that careful readers argue for.", points, { of });
  return { ...reply, headline };
}
