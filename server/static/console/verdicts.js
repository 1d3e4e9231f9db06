// What the server says to an act: that it was done, that it waits, or what stands against it.
import { button, h } from './dom.js';
import { say } from './words.js';

// Under names of its own: what is done may have fields of the same names and another type.
export const REFUSAL = '... on Refusal { refusal: id why: code meaning: page sentence: message byRule: rule }';
const MOVED = /\.(preview_)?stale$/;

/** A verdict: may, may-not or waits, with what it says and what belongs to it. */
export function verdict(kind, lead, ...content) {
  return h('div', { class: `verdict ${kind}` }, h('p', { class: 'loud' }, h('strong', {}, lead)), content);
}

/** Whether something moved since it was read, so that it has to be looked at again. */
export function moved(refusal) {
  return MOVED.test(refusal.why);
}

/** A refusal as people read it: what stands against it, under which rule, where that is explained; `again` looks anew. */
export function refused(app, one, { again = null } = {}) {
  return h('div', { class: 'verdict may-not', role: 'alert' },
    h('p', { class: 'loud' }, h('strong', {}, say(moved(one) ? 'act.moved' : 'act.refused')), ' ', app.plain(one.sentence)),
    moved(one) && again ? h('div', { class: 'doings' }, button(say('act.anew'), again, { class: 'main' })) : null,
    h('p', {}, h('a', { href: one.meaning }, say('act.meaning')),
      app.book.rules.some((rule) => rule.key === one.byRule) ? [' · ', `${say('why.rule')} `, h('a', { href: `#/rules?rule=${encodeURIComponent(one.byRule)}` }, one.byRule)] : null),
    h('p', { class: 'soft' }, `${say('act.refusal_id')} ${one.refusal}`));
}
