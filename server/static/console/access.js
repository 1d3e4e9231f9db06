// Access that explains itself: why somebody may, who sees a record, what somebody sees. Shown where the
// server offers these questions.
import { h } from './dom.js';
import { table } from './report.js';
import { either, say } from './words.js';

const GRANTS = `grants {
  title tenant { id name } role roleTitle { zh en } rule { key says { zh en } } condition { zh en } through
}`;
// By which book it was answered: of a past day another one than that of today.
const BOOK = 'book { says { zh en } }';
// In lists less is asked of each grant: an answer has an end.
const BRIEFLY = 'grants { title rule { key } }';
const EXPLAIN = `query Access($person: ID!, $action: String!, $id: ID!, $asOf: Date) {
  explainAccess(person: $person, action: $action, id: $id, asOf: $asOf) {
    allowed asOf withheld says { zh en } missing { zh en } rule { key says { zh en } source } ${BOOK} ${GRANTS}
  }
}`;
const WHO = `query Who($id: ID!, $asOf: Date, $after: String) {
  whoCanSee(id: $id, asOf: $asOf, first: 20, after: $after) {
    ${BOOK} nodes { personId name person { id } ${BRIEFLY} } pageInfo { hasNextPage endCursor }
  }
}`;
const WHAT = `query What($person: ID!, $of: String!, $asOf: Date, $after: String) {
  whatCanSee(person: $person, of: $of, asOf: $asOf, first: 20, after: $after) {
    ${BOOK} nodes { record tenant { id name } ${BRIEFLY} } pageInfo { hasNextPage endCursor }
  }
}`;

/** The verdict, what is missing, and the rule that gave it or came nearest. */
export function verdict(found) {
  if (!found) return h('p', { class: 'verdict none' }, say('why.none'));
  return h('div', { class: `verdict ${found.allowed ? 'may' : 'may-not'}` },
    h('p', { class: 'loud' }, h('strong', {}, say(found.allowed ? 'why.may' : 'why.may_not')), ' ', either(found.says)),
    found.missing.length ? [h('p', {}, say('why.missing')), h('ul', {}, found.missing.map((one) => h('li', {}, either(one))))] : null,
    found.rule ? h('p', {}, `${say('why.rule')} `, ruleLink(found.rule), h('span', { class: 'soft' }, `（${found.rule.source}）`)) : null);
}

function ruleLink(rule) {
  return h('a', { href: `#/rules?rule=${encodeURIComponent(rule.key)}` }, rule.key);
}

function grantText(one) {
  return [one.title, one.rule ? one.rule.key : null].filter(Boolean).join(' · ');
}

const byWhat = () => ({
  title: say('access.by'), width: 'wide', text: (row) => row.grants.map(grantText).join(say('and')),
  show: (row) => h('ul', { class: 'plain' }, row.grants.map((one) => h('li', {}, grantText(one)))),
});

function grantsTable(grants) {
  const columns = [
    { title: say('post.title'), head: true, text: (one) => `${one.tenant ? `${one.tenant.name} ` : ''}${one.title}` },
    { title: say('roles.role'), text: (one) => either(one.roleTitle) },
    { title: say('access.through'), text: (one) => one.through.join(say('and')) || '—' },
    { title: say('book.rule'), width: 'wide', text: (one) => (one.rule ? `${one.rule.key} ${either(one.rule.says)}` : '—'), show: (one) => (one.rule ? [ruleLink(one.rule), ` ${either(one.rule.says)}`] : '—') },
    { title: say('book.when'), text: (one) => either(one.condition) },
  ];
  return table({ caption: say('access.grants'), name: 'levelwise-access', columns, rows: grants, level: 4 });
}

async function explained(app, given) {
  const { explainAccess: found } = await app.asking.ask(EXPLAIN, given);
  if (!found) return verdict(null);
  return [
    verdict(found),
    h('p', { class: 'soft' }, say('access.as_of', { day: found.asOf }), ' ', either(found.book.says)),
    found.grants.length ? grantsTable(found.grants) : null,
  ];
}

/** Asks for a list page by page, and draws it as one table. */
async function listed(app, query, { given, caption, columns }) {
  const page = async (after) => Object.values(await app.asking.ask(query, { ...given, after }))[0];
  const more = ({ pageInfo: lies }) => (lies.hasNextPage ? async () => {
    const next = await page(lies.endCursor);
    return [next.nodes, more(next)];
  } : null);
  const found = await page(null);
  if (!found) return verdict(null);
  return [
    h('p', { class: 'soft' }, either(found.book.says)),
    table({ caption, name: 'levelwise-access', columns, rows: found.nodes, more: more(found), level: 4 }),
  ];
}

function whoSees(app, given) {
  const person = {
    title: say('field.person'), head: true, text: (one) => one.name,
    show: (one) => (one.person ? h('a', { href: `#/person/${one.person.id}` }, one.name) : one.name),
  };
  return listed(app, WHO, { given, caption: say('access.people'), columns: [person, byWhat()] });
}

function whatSees(app, given) {
  const record = {
    title: say('field.record'), head: true, text: (one) => one.record,
    show: (one) => h('a', { href: `#/why?${new URLSearchParams({ id: one.record })}` }, one.record),
  };
  const unit = { title: say('field.tenant'), text: (one) => (one.tenant ? one.tenant.name : say('hidden')) };
  return listed(app, WHAT, { given, caption: say('access.records'), columns: [record, unit, byWhat()] });
}

/** What is asked, by the name of its field. */
export const ANSWERS = { explainAccess: explained, whoCanSee: whoSees, whatCanSee: whatSees };
