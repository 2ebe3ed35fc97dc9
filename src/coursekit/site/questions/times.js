// Moments in words, by the clock of this device.

import { gettext } from "./words.js";

const MONTHS = [
  gettext("January"), gettext("February"), gettext("March"), gettext("April"), gettext("May"), gettext("June"),
  gettext("July"), gettext("August"), gettext("September"), gettext("October"), gettext("November"), gettext("December"),
];
const two = (number) => `${number}`.padStart(2, "0");

export function dayInWords(moment) {
  return gettext("{day} {month} {year}", { day: moment.getDate(), month: MONTHS[moment.getMonth()], year: moment.getFullYear() });
}

// Day and time of a record, or the text itself when it is no time.
export function inWords(time) {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return time;
  const [day, month, year] = [moment.getDate(), MONTHS[moment.getMonth()], moment.getFullYear()];
  return gettext("{day} {month} {year}, {time}", { day, month, year, time: `${two(moment.getHours())}:${two(moment.getMinutes())}` });
}
