// Moments in words, by the clock of this device.

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
];
const two = (number) => `${number}`.padStart(2, "0");

export function dayInWords(moment) {
  return `${moment.getDate()} ${MONTHS[moment.getMonth()]} ${moment.getFullYear()}`;
}

// Day and time of a record, or the text itself when it is no time.
export function inWords(time) {
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return time;
  return `${dayInWords(moment)}, ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
