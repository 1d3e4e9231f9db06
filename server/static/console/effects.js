// What a change would mean, as the server foresees it: who gains and loses which right, on how many records.
import { h } from './dom.js';
import { table } from './report.js';
import { facts } from './unit.js';
import { either, say, sayable } from './words.js';

const TITLED = '{ id title titleEn tenant { id name } }';
/** What is asked of a change; its effects are read page by page. */
export const CHANGE = `{
  id kind state version previewHash effectiveOn peopleGaining peopleLosing needsSecond
  role permissions reason documentNo answer previewedAt decidedAt appliedAt
  post ${TITLED} group ${TITLED} customRole ${TITLED} person { id name } previewedBy { id name } decidedBy { id name }
  reorganisation { id title state version } tenant { id name ancestors { id name } } viewerActions { act allowed }
}`;
const EFFECTS = `query Effects($id: ID!, $sort: ChangeEffectSort!, $after: String) {
  proposedChange(id: $id) {
    effects(first: 20, after: $after, filter: {sort: $sort}) {
      nodes { id person { id name } post { id title titleEn } unit { id name } action ranges role noun records openRecords exact }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const MOVES = `query Moves($id: ID!) { reorganisation(id: $id) { effects { id sort noun unit { id name } items openItems } } }`;
// What somebody would lose sight of stands first: it is what one must not overlook.
const SORTS = ['BLIND', 'GAINS', 'LOSES'];
const LISTED = 20;

/** The act that a kind of change is: GRANT_ROLE is grantRole. */
export function actOf(kind) {
  return kind.toLowerCase().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}

/** What a change is about, in one line. */
export function about(app, change) {
  const titled = (one) => (one ? `${one.tenant.name} ${either(one)}` : null);
  const role = change.customRole || !change.role ? null : app.roleTitle(change.role);
  return [titled(change.post), titled(change.group), change.person && change.person.name, titled(change.customRole), role, change.reorganisation && change.reorganisation.title]
    .filter(Boolean).join(' · ') || say('hidden');
}

const link = (page, one, text) => h('a', { href: `#/${page}/${one.id}` }, text);

/** On how many records: exactly, at least, or not counted. */
function counted(one) {
  if (one.records === null) return '—';
  const open = !one.openRecords ? '' : say('effect.open', { count: one.openRecords });
  return `${say(one.exact ? 'effect.exactly' : 'effect.at_least', { count: one.records })}${open}`;
}

function columns(app) {
  const post = (one) => (one.post ? either(one.post) : say('hidden'));
  const unit = (one) => (one.unit ? one.unit.name : say('hidden'));
  const right = (one) => (one.action ? app.actTitle(one.action) : say('effect.may_give', { role: app.roleTitle(one.role || '') }));
  return [
    { title: say('effect.right'), head: true, text: right },
    { title: say('effect.records_of'), text: (one) => app.nounTitle(one.noun) || '—' },
    { title: say('effect.ranges'), width: 'some', text: (one) => one.ranges.map((key) => app.wordTitle(key)).join(say('or')) || '—' },
    { title: say('effect.records'), width: 'tight', text: counted },
    { title: say('field.person'), text: (one) => (one.person ? one.person.name : say('effect.nobody')), show: (one) => (one.person ? link('person', one.person, one.person.name) : say('effect.nobody')) },
    { title: say('effect.where'), width: 'some', text: (one) => [post(one), unit(one)].join(' · '), show: (one) => [one.post ? link('post', one.post, post(one)) : post(one), ' · ', unit(one)] },
  ];
}

async function listed(app, change, sort) {
  const page = async (after) => (await app.asking.ask(EFFECTS, { id: change.id, sort, after })).proposedChange.effects;
  const more = (info) => (info.hasNextPage ? async () => {
    const next = await page(info.endCursor);
    return [next.nodes, more(next.pageInfo)];
  } : null);
  const found = await page(null);
  if (!found.nodes.length) return null;
  return table({
    caption: say(`effect.${sort}`), name: `levelwise-preview-${sort.toLowerCase()}`, level: 4, columns: columns(app), rows: found.nodes,
    more: more(found.pageInfo), note: say(`effect.${sort}_note`),
  });
}

/** What a reorganisation would mean: how many records of what move, are gained, lost, stay or end. */
export async function movesOf(app, id) {
  const { reorganisation } = await app.asking.ask(MOVES, { id });
  if (!reorganisation || !reorganisation.effects.length) return h('p', { class: 'soft' }, say('effect.unforeseen'));
  const sorts = (one) => (sayable(`effect.${one.sort}`) ? say(`effect.${one.sort}`) : one.sort);
  return table({
    caption: say('act.foreseen'), name: 'levelwise-reorganisation', level: 4, rows: reorganisation.effects, note: say('effect.moves_note'), columns: [
      { title: say('effect.sort'), head: true, text: sorts },
      { title: say('effect.records_of'), text: (one) => app.nounTitle(one.noun) || one.noun },
      { title: say('field.tenant'), text: (one) => (one.unit ? one.unit.name : '—') },
      { title: say('effect.records'), width: 'tight', text: (one) => String(one.items) },
      { title: say('effect.open_records'), width: 'tight', text: (one) => String(one.openItems) },
    ],
  });
}

/** Draws what a change would mean: how many people, from when, and right by right. */
export async function meaning(app, change) {
  if (change.kind === 'REORGANISATION') return change.reorganisation ? movesOf(app, change.reorganisation.id) : h('p', {}, say('hidden'));
  const tables = (await Promise.all(SORTS.map((sort) => listed(app, change, sort)))).filter(Boolean);
  const people = change.peopleGaining + change.peopleLosing;
  return [
    h('h4', {}, say('act.foreseen')),
    facts([
      [say('effect.gaining'), say('effect.people', { count: change.peopleGaining })],
      [say('effect.losing'), say('effect.people', { count: change.peopleLosing })],
      [say('effect.from'), change.effectiveOn],
      [say('effect.alone'), say(change.needsSecond ? 'effect.for_two' : 'effect.for_one')],
    ]),
    people || tables.length ? null : h('p', {}, say('effect.none')),
    Math.max(change.peopleGaining, change.peopleLosing) > LISTED ? h('p', { class: 'soft' }, say('effect.first_people')) : null,
    tables,
  ];
}
