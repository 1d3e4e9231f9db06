// What happened: the record of acts, as far as the reader may see it.
import { h } from './dom.js';
import { asked } from './asking_why.js';
import { form, sending } from './forms.js';
import { colophon, printing } from './report.js';
import { say } from './words.js';

/** Draws the record of acts; null where the server does not offer it. */
export async function auditView(app, given) {
  const field = await app.asking.field('Query', 'auditEvents');
  if (!field) return null;
  const made = await form(app, field.args, { offered: given });
  const caption = say('audit.title');
  const { element, result } = sending(made, { text: say('audit.ask'), go: (filled) => asked(app, field, filled, caption) });
  window.setTimeout(() => element.requestSubmit());
  return {
    title: caption,
    content: [h('p', { class: 'soft' }, say('audit.lead')), element, h('div', { class: 'doings' }, printing()), h('div', { 'aria-live': 'polite' }, result), colophon(app.colophon())],
  };
}
