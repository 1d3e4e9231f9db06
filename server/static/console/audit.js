// What happened: the record of acts, as far as the reader may see it, and the heads that were signed.
import { h } from './dom.js';
import { shape } from './asking.js';
import { line, shown } from './answers.js';
import { asked } from './asking_why.js';
import { actOf } from './effects.js';
import { form, sending } from './forms.js';
import { colophon, printing, table } from './report.js';
import { either, say } from './words.js';

const PERSON = 'person { __typename id name }';
const EVENTS = `query Audit($after: String, $filter: AuditEventFilter) {
  auditEvents(first: 50, after: $after, filter: $filter) {
    nodes {
      at act noun record said rule shard number sha256
      tenant { __typename id name } ${PERSON} post { __typename id title titleEn }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

function columns(app, mutations) {
  // Acts are recorded by the names of their fields: grant_role is grantRole.
  const done = (row) => {
    const name = actOf(row.act);
    const act = app.acts.find((one) => one.name === name);
    const field = mutations.find((one) => one.name === name);
    return act ? act.title : field ? either(field.description) : row.act;
  };
  const plain = (title, fact, more = {}) => ({ title, text: (row) => line(app, fact(row)), show: (row) => shown(app, fact(row)), ...more });
  return [
    plain(say('audit.at'), (row) => row.at, { head: true, width: 'tight' }),
    plain(say('audit.who'), (row) => row.person),
    plain(say('post.title'), (row) => row.post),
    plain(say('field.tenant'), (row) => row.tenant),
    { title: say('field.act'), text: (row) => done(row) },
    { title: say('audit.record'), text: (row) => row.record || row.noun, show: (row) => (row.record ? h('a', { href: `#/why?${new URLSearchParams({ id: row.record })}` }, app.nounTitle(row.noun)) : app.nounTitle(row.noun)) },
    plain(say('audit.said'), (row) => row.said),
    { title: say('audit.rule'), text: (row) => row.rule || '—', show: (row) => (row.rule ? h('a', { href: `#/rules?rule=${encodeURIComponent(row.rule)}` }, row.rule) : '—') },
    { title: say('audit.place'), width: 'tight', text: (row) => `${row.shard}/${row.number}` },
    { title: say('audit.hash'), text: (row) => row.sha256, show: (row) => h('code', { title: row.sha256 }, row.sha256.slice(0, 12)) },
  ];
}

async function events(app, filter) {
  const { fields: mutations } = await app.asking.type('Mutation');
  const page = async (after) => (await app.asking.ask(EVENTS, { after, filter })).auditEvents;
  const more = (info) => (info.hasNextPage ? async () => {
    const next = await page(info.endCursor);
    return [next.nodes, more(next.pageInfo)];
  } : null);
  const found = await page(null);
  return table({ caption: say('audit.title'), name: 'levelwise-audit', columns: columns(app, mutations), rows: found.nodes, more: more(found.pageInfo), empty: say('audit.none') });
}

/** Draws the record of acts; null where the server does not offer it. */
export async function auditView(app) {
  const field = await app.asking.field('Query', 'auditEvents');
  if (!field) return null;
  const filter = await app.asking.type(shape(field.args.find((one) => one.name === 'filter').type).name);
  const made = await form(app, filter.inputFields, { offered: { unit: app.tree.chosen || app.me.tenant.id } });
  const { element, result } = sending(made, { text: say('audit.ask'), go: (given) => events(app, given) });
  const heads = await app.asking.field('Query', 'auditHeads');
  return {
    title: say('audit.title'),
    content: [
      h('p', { class: 'soft' }, say('audit.lead')),
      h('details', {}, h('summary', {}, say('audit.filter')), element),
      h('div', { class: 'doings' }, printing()),
      h('div', {}, result),
      heads ? await asked(app, heads, {}, say('audit.heads')) : null,
      colophon(app.colophon()),
    ],
    arrived: () => element.requestSubmit(),
  };
}
