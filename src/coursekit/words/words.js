// The words of the interface in the language that is spoken; WORDS stands before this file, written by scripts.py. An
// English sentence is its own name. Each is one literal in double quotation marks: what stands in braces is filled in.

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const gettext = (text, values = {}) => filled(WORDS.texts[text] ?? text, values);
const ngettext = (one, many, n, values = {}) => filled((WORDS.texts[one] ?? [one, many])[WORDS.plural(n)], { n, ...values });

