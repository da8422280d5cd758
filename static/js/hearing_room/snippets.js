// Few letters that become a sentence: ";ya" at the caret turns into "Ya, benar." as soon as no longer one can be meant.

const known = new Map();
for (const part of document.querySelectorAll("[data-snippet]")) known.set(part.textContent, part.dataset.snippet);

// True when something was replaced. `isLeaving`: nothing longer will follow.
export function expand(field, isLeaving = false) {
  const before = field.value.slice(0, field.selectionStart);
  const [, short, end] = /(?:^|\s)(;[a-z0-9]+)([^a-z0-9]?)$/.exec(before) ?? [];
  const text = known.get(short);
  if (!text) return false;
  const mayGrow = [...known.keys()].some((other) => other !== short && other.startsWith(short));
  if (mayGrow && !end && !isLeaving) return false;
  const from = before.length - short.length - end.length;
  const isFull = field.value.length + text.length - short.length > field.maxLength;
  if (isFull) return false;
  field.setRangeText(text, from, from + short.length, "end");
  field.setSelectionRange(from + text.length + end.length, from + text.length + end.length);
  return true;
}
