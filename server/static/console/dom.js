// Elements made of names, attributes and text. Nothing here, and nowhere else in the console, makes
// markup from text: the page's policy forbids it, and the browser enforces that.

const KEPT_AS_PROPERTY = new Set(['value', 'checked', 'disabled', 'hidden']);
let count = 0;

/** Makes an element: attributes, listeners as `onclick: function`, children (text or elements). */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (KEPT_AS_PROPERTY.has(key)) element[key] = value;
    else if (value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  fill(element, ...children);
  return element;
}

/** Puts children in place of what an element holds. */
export function fill(element, ...children) {
  const wanted = children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);
  element.replaceChildren(...wanted.map((one) => (one instanceof Node ? one : String(one))));
  return element;
}

/** Gives an id that no other element has. */
export function newId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

/** A label with its control, and what stands below it. */
export function labelled(text, control, note = null) {
  const id = control.id || newId('field');
  control.id = id;
  const parts = [h('label', { for: id }, text), control];
  if (note) {
    const noteId = newId('note');
    control.setAttribute('aria-describedby', noteId);
    parts.push(h('p', { id: noteId, class: 'note' }, note));
  }
  return h('div', { class: 'field' }, parts);
}

/** A button that does something on this page. */
export function button(text, act, attributes = {}) {
  return h('button', { type: 'button', onclick: act, ...attributes }, text);
}

/** Says something to those who hear the page, and shows it to those who see it. */
export function announce(text) {
  const place = document.getElementById('said');
  if (!place) return;
  place.textContent = '';
  window.setTimeout(() => { place.textContent = text; }, 30);
}

/** Moves to the heading of what was just shown. */
export function focusOn(element) {
  element.setAttribute('tabindex', '-1');
  element.focus({ preventScroll: false });
}
