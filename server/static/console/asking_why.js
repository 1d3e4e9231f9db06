// Why: for oneself and an act on a record; for others and for past days where the server offers that.
import { ANSWERS, verdict } from './access.js';
import { h, labelled } from './dom.js';
import { shape } from './asking.js';
import { answer, selection } from './answers.js';
import { actControl, form, idControl, sending } from './forms.js';
import { colophon, printing } from './report.js';
import { say } from './words.js';

const EXPLAIN = `query Explain($act: String!, $id: ID!) {
  explain(act: $act, id: $id) {
    allowed says { zh en } missing { zh en }
    rule { key says { zh en } source }
  }
}`;
/** Questions beyond that, each shown where the server has it. */
const QUESTIONS = ['explainAccess', 'whoCanSee', 'whatCanSee', 'refusal'];

/** Builds the arguments of a field into the words of a query. */
export function call(field, given) {
  const asked = field.args.filter((arg) => arg.name in given);
  const heads = asked.map((arg) => `$${arg.name}: ${written(arg.type)}`).join(', ');
  const passes = asked.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return { heads: heads ? `(${heads})` : '', passes: passes ? `(${passes})` : '' };
}

function written(type) {
  if (type.kind === 'NON_NULL') return `${written(type.ofType)}!`;
  return type.kind === 'LIST' ? `[${written(type.ofType)}]` : type.name;
}

/** Asks a root field with what was filled in, and draws what comes back, page by page. */
export async function asked(app, field, given, caption) {
  const type = shape(field.type);
  const wanted = await selection(app, type.name);
  async function page(after) {
    const variables = after ? { ...given, after } : given;
    const { heads, passes } = call(field, variables);
    return (await app.asking.ask(`query Asked${heads} { asked: ${field.name}${passes} ${wanted} }`, variables)).asked;
  }
  const more = (info) => (info && info.hasNextPage ? async () => {
    const next = await page(info.endCursor);
    return [next.nodes, more(next.pageInfo)];
  } : null);
  const found = await page(null);
  return answer(app, type.name, found, { caption, more: found && more(found.pageInfo) });
}

async function question(app, name, offered) {
  const field = await app.asking.field('Query', name);
  if (!field) return null;
  // A refusal is no record to choose: its number is told by whoever was refused.
  const args = name === 'refusal' ? field.args.map((one) => ({ ...one, told: true })) : field.args;
  const made = await form(app, args, { offered: name === 'refusal' ? {} : { ...offered, unit: app.tree.chosen } });
  const caption = say(`why.${name}`);
  const { element, result } = sending(made, { text: say('why.ask'), go: (given) => (ANSWERS[name] ? ANSWERS[name](app, given) : asked(app, field, given, caption)) });
  return h('section', { class: 'question', 'aria-label': caption }, h('h3', {}, caption), h('p', { class: 'soft' }, say(`why.${name}_note`)), element, h('div', { 'aria-live': 'polite' }, result));
}

/** Draws the page of whys. Given: act and id to begin with, and whether to ask at once. */
export async function whyView(app, { act = '', id = '', person = '' }) {
  const acts = actControl(app, act || 'post.read');
  const record = await idControl(app, { name: 'record', start: id || app.tree.chosen, unit: app.tree.chosen });
  const made = {
    element: h('div', { class: 'fields' }, labelled(say('field.act'), acts.input), record.labelled(say('field.record'))),
    read: () => ({ act: acts.read(), id: record.read() || '' }),
  };
  const { element, result } = sending(made, {
    text: say('why.ask'),
    go: async (given) => verdict((await app.asking.ask(EXPLAIN, given)).explain),
  });
  const others = await Promise.all(QUESTIONS.map((name) => question(app, name, { act, action: act, id, record: id, person })));
  return {
    title: say('why.title'),
    content: [
      h('p', { class: 'soft' }, say('why.lead')),
      h('section', { class: 'question', 'aria-label': say('why.explain') }, h('h3', {}, say('why.explain')), element, h('div', { 'aria-live': 'polite' }, result)),
      others,
      h('div', { class: 'doings' }, printing()),
      colophon(app.colophon()),
    ],
    arrived: () => { if (act && id) element.requestSubmit(); },
  };
}
