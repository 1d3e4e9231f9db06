// What an act would change, said by the rule book: which rules would reach whom, or no longer.
// It is a preview for people; what may be done is decided by the server when it is done.
import { h } from './dom.js';
import { table } from './report.js';
import { holders, holds } from './unit.js';
import { either, say } from './words.js';

const HELD = 'appointments(first: 20) { nodes { id appointedOn relievedOn post { id roles actorType { key } } } }';
const POST = `query PostHeld($id: ID!) { node(id: $id) { ... on Post {
  id roles actorType { key } appointments(first: 10) { nodes { id appointedOn relievedOn person { id name ${HELD} } } } } } }`;
const PERSON = `query PersonHolds($id: ID!) { node(id: $id) { ... on Person { id name ${HELD} } } }`;
const APPOINTMENT = `query AppointmentOf($id: ID!) { node(id: $id) { ... on Appointment {
  id post { id roles actorType { key } } person { id name ${HELD} } } } }`;
const GRANT = `query GrantOf($id: ID!) { node(id: $id) { ... on RoleGrant { role customRole { permissions } post { id } } } }`;

/** The roles of a post, that of its actor type included. */
function rolesOf(post) {
  return post ? [...post.roles, ...(post.actorType ? [post.actorType.key] : [])] : [];
}

/** The roles somebody holds today by all posts that are visible, one left out. */
function rolesHeld(person, without = null) {
  return person.appointments.nodes
    .filter((one) => one.id !== without && holds(one.appointedOn, one.relievedOn))
    .flatMap((one) => rolesOf(one.post));
}

const node = async (app, query, id) => (await app.asking.ask(query, { id })).node;

const CHANGES = {
  async appointPerson(app, { post, person }) {
    const [found, who] = [await node(app, POST, post), await node(app, PERSON, person)];
    if (!found || !who) return null;
    const before = rolesHeld(who);
    return { who: who.name, before, after: [...before, ...rolesOf(found)] };
  },
  async appointSubstitute(app, { appointment, person }) {
    const [found, who] = [await node(app, APPOINTMENT, appointment), await node(app, PERSON, person)];
    if (!found || !who) return null;
    const before = rolesHeld(who);
    return { who: who.name, before, after: [...before, ...rolesOf(found.post)] };
  },
  async relievePerson(app, { appointment }) {
    const found = await node(app, APPOINTMENT, appointment);
    if (!found || !found.person) return null;
    return { who: found.person.name, before: rolesHeld(found.person), after: rolesHeld(found.person, found.id) };
  },
  async grantRole(app, { post, role }) {
    if (!post || !role) return null;
    return ofHolders(await node(app, POST, post), { gained: [role] });
  },
  async takeBackRole(app, { grant }) {
    const found = await node(app, GRANT, grant);
    if (!found || !found.role || !found.post) return null;
    return ofHolders(await node(app, POST, found.post.id), { lost: [found.role] });
  },
};
CHANGES.suspendPerson = CHANGES.relievePerson;

function ofHolders(post, { gained = [], lost = [] }) {
  if (!post) return null;
  const people = holders(post).filter((one) => one.person).map((one) => one.person);
  const held = people.length ? people.flatMap((one) => rolesHeld(one)) : rolesOf(post);
  return { who: people.map((one) => one.name).join(say('and')) || say('act.nobody'), before: [...held, ...lost], after: [...held, ...gained] };
}

/** Draws what would change; nothing for acts that change nobody's rules at once. */
export async function byTheBook(app, name, given) {
  const change = CHANGES[name] ? await CHANGES[name](app, given) : null;
  if (!change) return null;
  const [before, after] = [new Set(app.rulesOf(change.before)), new Set(app.rulesOf(change.after))];
  const gains = [...after].filter((rule) => !before.has(rule));
  const losses = [...before].filter((rule) => !after.has(rule));
  if (!gains.length && !losses.length) return h('p', {}, say('act.nothing', change));
  return [['act.gains', gains], ['act.losses', losses]].filter(([, rules]) => rules.length).map(([key, rules]) => table({
    caption: say(key, change), name: 'levelwise-preview', level: 4, rows: rules,
    columns: [
      { title: say('book.rule'), head: true, text: (rule) => rule.key, show: (rule) => h('a', { href: `#/rules?rule=${encodeURIComponent(rule.key)}` }, rule.key) },
      { title: say('book.says'), width: 'wide', text: (rule) => either(rule.says) },
      { title: say('book.acts'), text: (rule) => rule.acts.map((act) => app.actTitle(act)).join(say('and')) },
    ],
  }));
}
