// Changes of rights that were previewed: which wait for a second person, and one of them with all it means.
import { to } from './acts.js';
import { fill, focusOn, h, labelled, button } from './dom.js';
import { CHANGE, about, actOf, meaning } from './effects.js';
import { above, applying, outcome, steps } from './changing.js';
import { freshKey } from './forms.js';
import { reorganisations } from './reorganising.js';
import { colophon, printing, table } from './report.js';
import { thresholds } from './thresholds.js';
import { facts } from './unit.js';
import { REFUSAL, refused, verdict } from './verdicts.js';
import { moment, say } from './words.js';

const LIST = `query Changes($after: String, $filter: ProposedChangeFilter) {
  proposedChanges(first: 20, after: $after, filter: $filter) { nodes ${CHANGE} pageInfo { hasNextPage endCursor } }
}`;
const ONE = `query Change($id: ID!) { proposedChange(id: $id) ${CHANGE} }`;
const WAITING = 'query Waiting { proposedChanges(first: 100, filter: {state: PROPOSED}) { nodes { viewerActions { act allowed } } } }';
const ANSWERS = { confirm: ['confirmChange', 'ConfirmChange', 'change.confirmed'], decline: ['declineChange', 'DeclineChange', 'change.declined'] };

const may = (change, act) => change.viewerActions.some((one) => one.act === act && one.allowed);

/** How many changes wait for the reader; null where the server has no such thing. */
export async function waitingForMe(app) {
  if (!(await app.asking.field('Query', 'proposedChanges'))) return null;
  const { proposedChanges } = await app.asking.ask(WAITING);
  return proposedChanges.nodes.filter((one) => may(one, 'CONFIRM')).length;
}

export function actTitle(app, kind) {
  const act = app.acts.find((one) => one.name === actOf(kind));
  return act ? act.title : kind;
}

function columns(app) {
  return [
    { title: say('change.kind'), head: true, text: (one) => actTitle(app, one.kind), show: (one) => h('a', { href: `#/change/${one.id}` }, actTitle(app, one.kind)) },
    { title: say('change.about'), width: 'some', text: (one) => about(app, one) },
    { title: say('change.people'), width: 'tight', text: (one) => say('change.people_of', { gaining: one.peopleGaining, losing: one.peopleLosing }) },
    { title: say('roles.state'), width: 'tight', text: (one) => say(`state.${one.state}`) },
    { title: say('change.by'), text: (one) => (one.previewedBy ? one.previewedBy.name : say('hidden')) },
    { title: say('change.unit'), text: (one) => one.tenant.name },
    { title: say('change.at'), width: 'tight', text: (one) => moment(one.previewedAt) },
    { title: say('post.document'), text: (one) => one.documentNo || '—' },
  ];
}

async function page(app, filter, after = null) {
  return (await app.asking.ask(LIST, { after, filter })).proposedChanges;
}

function list(app, { name, ...rest }) {
  return table({ name: `levelwise-changes-${name}`, columns: columns(app), ...rest });
}

/** Draws the list: first what waits for the reader, then what waits for others, then all. */
export async function changesView(app) {
  if (!(await app.asking.field('Query', 'proposedChanges'))) return null;
  const [proposed, confirmed, all] = await Promise.all([page(app, { state: 'PROPOSED' }), page(app, { state: 'CONFIRMED' }), page(app, null)]);
  const mine = [...proposed.nodes.filter((one) => may(one, 'CONFIRM')), ...confirmed.nodes.filter((one) => may(one, 'APPLY'))];
  const others = [...proposed.nodes, ...confirmed.nodes].filter((one) => !mine.includes(one));
  const more = (info) => (info.hasNextPage ? async () => {
    const next = await page(app, null, info.endCursor);
    return [next.nodes, more(next.pageInfo)];
  } : null);
  return {
    title: say('change.title'),
    content: [
      h('p', { class: 'soft' }, say('change.lead')),
      h('div', { class: 'doings' }, printing()),
      list(app, { caption: say('change.for_me'), name: 'mine', rows: mine, note: say('change.for_me_note'), empty: say('change.for_me_none') }),
      others.length ? list(app, { caption: say('change.for_others'), name: 'waiting', rows: others, note: say('change.for_others_note') }) : null,
      list(app, { caption: say('change.all'), name: 'all', rows: all.nodes, note: say('change.all_note'), more: more(all.pageInfo) }),
      await thresholds(app),
      await reorganisations(app),
      colophon(app.colophon()),
    ],
  };
}

/** Draws one change: what it is, what it means, and what the reader may do about it. */
export async function changeView(app, id) {
  if (!(await app.asking.field('Query', 'proposedChange'))) return null;
  const { proposedChange: change } = await app.asking.ask(ONE, { id });
  if (!change) return null;
  const title = actTitle(app, change.kind);
  const head = h('div', {}, described(app, change));
  return {
    title: say('change.one', { act: title }),
    unit: change.tenant.id,
    content: [
      head,
      whatToDo(app, change, { title, renew: (now) => fill(head, described(app, now)) }),
      h('section', { 'aria-label': say('act.foreseen') }, await meaning(app, change)),
      h('div', { class: 'doings' }, printing(), h('a', { class: 'button quiet', href: '#/changes' }, say('change.back'))),
      colophon(app.colophon()),
    ],
  };
}

/** What a change is, and how it stands now. */
function described(app, change) {
  const who = (one) => (one ? one.name : say('hidden'));
  return [
    facts([
      [say('roles.state'), h('strong', {}, say(`state.${change.state}`))], [say('change.about'), about(app, change)], [say('change.unit'), change.tenant.name],
      [say('change.by'), who(change.previewedBy)], [say('change.at'), moment(change.previewedAt)],
      [say('field.reason'), change.reason], [say('post.document'), change.documentNo],
      [say('change.decided_by'), change.decidedAt && who(change.decidedBy)], [say('change.decided_at'), change.decidedAt && moment(change.decidedAt)],
      [say('change.answer'), change.answer], [say('change.applied_at'), change.appliedAt && moment(change.appliedAt)],
      [say('roles.permissions'), change.permissions.map((one) => app.permission(one)).join(say('and'))],
    ]),
    h('p', { class: 'loud' }, standing(change)),
  ];
}

/** How a change stands, in a sentence. */
function standing(change) {
  if (change.state === 'PROPOSED') return say('change.standing.PROPOSED', { who: above(change) });
  return say(`change.standing.${change.state}`, { who: change.previewedBy ? change.previewedBy.name : say('hidden') });
}

function whatToDo(app, change, { title, renew }) {
  const place = h('div', { class: 'result' });
  const again = () => app.show();
  const then = async (answer, said) => {
    if (answer.__typename === 'Refusal') {
      focusOn(fill(place, refused(app, answer, { again: answer.why === 'change.preview_stale' ? anew : again })).firstElementChild);
      return;
    }
    await app.moved(change.tenant.id);
    renew(answer.change);
    const told = said || outcome(answer.change, title, null);
    fill(place, told);
    focusOn(told);
  };
  const anew = () => { window.location.hash = to(actOf(change.kind), offered(change)); };
  if (may(change, 'CONFIRM')) fill(place, deciding(app, change, then));
  else if (change.reorganisation) fill(place, h('div', { class: 'doings' }, steps(change)));
  else if (may(change, 'APPLY')) {
    const wrong = h('p', { class: 'trouble', role: 'alert' });
    fill(place, wrong, h('p', { class: 'soft' }, say('change.exactly')), h('div', { class: 'doings' }, applying(app, change, { wrong, then })));
  }
  return place;
}

/** What is known of a change, to fill the form in with when it has to be previewed again. */
function offered(change) {
  const ids = Object.fromEntries(['post', 'group', 'person', 'customRole', 'reorganisation'].filter((name) => change[name]).map((name) => [name, change[name].id]));
  return { ...ids, role: change.customRole ? '' : change.role, reason: change.reason, documentNo: change.documentNo, unit: change.post ? change.post.tenant.id : change.tenant.id };
}

/** The word of the second person: yes, or no with a reason. */
function deciding(app, change, then) {
  const text = h('textarea', { rows: 2, maxlength: '1000', id: 'answer' });
  const wrong = h('p', { class: 'trouble', role: 'alert' });
  const keys = { confirm: freshKey(), decline: freshKey() };
  const send = (way, more = {}) => async (event) => {
    const said = text.value.trim();
    if (way === 'decline' && !said) {
      fill(wrong, say('change.decline_why'));
      text.focus();
      return;
    }
    const [field, type, told] = ANSWERS[way];
    event.target.disabled = true;
    fill(wrong);
    try {
      const input = { key: keys[way], change: change.id, expectedVersion: change.version, text: said, ...more };
      const { done } = await app.asking.ask(`mutation Deciding($input: ${type}Input!) { done: ${field}(input: $input) { __typename ... on ${type}Success { change ${CHANGE} } ${REFUSAL} } }`, { input });
      await then(done, done.change && verdict('may', say(told)));
      keys[way] = freshKey();
    } catch (trouble) {
      event.target.disabled = false;
      fill(wrong, trouble.message);
    }
  };
  return h('section', { class: 'asked', 'aria-label': say('change.deciding') }, h('h3', {}, say('change.deciding')), h('p', {}, say('change.deciding_note')),
    labelled(say('change.answer'), text, say('change.answer_note')), wrong,
    h('div', { class: 'doings' }, button(say('change.confirm'), send('confirm', { previewHash: change.previewHash }), { class: 'main' }), button(say('change.decline'), send('decline'))));
}
