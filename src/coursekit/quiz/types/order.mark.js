// What order.py marks, for a page without a kernel.
import { field, listOf, refuseMixed } from "../reading.js";
import { RIGHT, incomplete, judged, note, yesNo } from "../reply.js";
import { gettext, ngettext } from "../words.js";

// How many of the places can be kept, at most, so that they rise.
function longestRun(places) {
  const longest = [];
  places.forEach((place, end) => {
    longest.push(1 + Math.max(0, ...longest.filter((_, before) => before < end && places[before] < place)));
  });
  return Math.max(...longest);
}

export function mark(question, response) {
  const { items, order: wanted } = question.body;
  const given = listOf(field(response, "order"));
  refuseMixed(given);
  const sorted = (names) => JSON.stringify([...names].sort());
  if (sorted(given) !== sorted(wanted)) return incomplete(gettext("Put all the items in order first."));
  const feedback = new Map(items.map((item) => [item.id, item.feedback ?? ""]));
  const fits = given.map((name, place) => name === wanted[place]);
  const notes = given.map((name, place) => note(name, yesNo(fits[place]), fits[place] ? feedback.get(name) : ""));
  const reply = judged(question, fits.filter(Boolean).length, wanted.length, notes, []);
  if (reply.outcome === RIGHT) return reply;
  // One item moved far takes all the others out of their places: the longest run says how much is right all the same.
  const run = longestRun(given.map((name) => wanted.indexOf(name)));
  const headline = run > 1
    ? ngettext("{n} of {of} stands in its place; {run} stand in the right order among themselves.", "{n} of {of} stand in their place; {run} stand in the right order among themselves.", reply.points, { of: reply.of, run })
    : ngettext("{n} of {of} stands in its place; this is the right order backwards.", "{n} of {of} stand in their place; this is the right order backwards.", reply.points, { of: reply.of });
  return { ...reply, headline };
}
