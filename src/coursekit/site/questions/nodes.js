// An element with its properties and what it holds.
export function node(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  const { role, ariaLabel, ...plain } = properties;
  Object.assign(made, plain);
  if (role) made.setAttribute("role", role);
  if (ariaLabel) made.setAttribute("aria-label", ariaLabel);
  made.append(...children);
  return made;
}
