// One person, or one post, as far as the reader may see them.
import { to } from './acts.js';
import { h } from './dom.js';
import { colophon, printing, table } from './report.js';
import { capacity, facts, holds, trail } from './unit.js';
import { either, say, sayable } from './words.js';

const PERSON = `query Person($id: ID!) {
  node(id: $id) {
    ... on Person {
      id name synthetic tenant { id name ancestors { id name } }
      appointments(first: 50) {
        nodes { id leading appointedOn relievedOn documentNo post { id title titleEn tenant { id name } } }
      }
    }
  }
}`;
const POST = `query Post($id: ID!) {
  node(id: $id) {
    ... on Post {
      id title titleEn roles heads validFrom validUntil body { name } actorType { titleZh titleEn }
      tenant { id name code kind ancestors { id name } }
      appointments(first: 50) { nodes { id leading appointedOn relievedOn documentNo person { id name } } }
    }
  }
}`;

const GRANTS = `query Grants($post: ID!) {
  roleGrants(first: 50, filter: {post: $post}) {
    nodes { id role customRole { title titleEn } givenFrom givenUntil reason documentNo }
  }
}`;

function state(one) {
  if (holds(one.appointedOn, one.relievedOn)) return say('appointment.now');
  return say(one.relievedOn ? 'appointment.past' : 'appointment.coming');
}

/** The columns of appointments, with what can be done to the present ones where the server offers it. */
async function columns(app, first, appointments, unit) {
  const doing = new Map();
  for (const one of appointments.filter((each) => state(each) !== say('appointment.past'))) {
    doing.set(one.id, await app.doings({ appointment: one, unit: unit || (one.post && one.post.tenant) }));
  }
  const offered = [...doing.values()].some((links) => links.length);
  return [
    first,
    { title: say('appointment.leading'), text: (one) => say(one.leading ? 'yes' : 'no') },
    { title: say('appointment.from'), width: 'tight', text: (one) => one.appointedOn },
    { title: say('appointment.until'), width: 'tight', text: (one) => one.relievedOn || '—' },
    { title: say('post.document'), text: (one) => one.documentNo },
    { title: say('appointment.state'), text: state },
    ...(offered ? [{ title: say('appointment.do'), here: true, text: () => '', show: (one) => doing.get(one.id) || [] }] : []),
  ];
}

/** Draws a person. */
export async function personView(app, id) {
  const { node: person } = await app.asking.ask(PERSON, { id });
  if (!person || !person.id) return null;
  const post = {
    title: say('post.title'), head: true,
    text: (one) => (one.post ? `${one.post.tenant.name} ${either(one.post)}` : say('hidden')),
    show: (one) => (one.post ? [h('a', { href: `#/unit/${one.post.tenant.id}` }, one.post.tenant.name), ' ', h('a', { href: `#/post/${one.post.id}` }, either(one.post))] : say('hidden')),
  };
  return {
    title: person.name,
    unit: person.tenant.id,
    content: [
      trail({ ancestors: [...person.tenant.ancestors, person.tenant] }),
      facts([[say('person.unit'), person.tenant.name], [say('unit.origin'), person.synthetic ? say('unit.synthetic') : null]]),
      h('div', { class: 'doings' }, await app.doings({ person, unit: person.tenant }), app.why('person.read', person.id), printing()),
      table({ caption: say('person.appointments'), name: 'levelwise-person', columns: await columns(app, post, person.appointments.nodes), rows: person.appointments.nodes }),
      colophon(app.colophon()),
    ],
  };
}

const IN_HAND = 'query InHand($post: ID!, $after: String) { handover(post: $post, first: 200, after: $after) { nodes { kind dueOn problem { id title } } pageInfo { hasNextPage endCursor } } }';

/** What is still in hand in a post: it is emptied before anybody leaves it. */
async function inHand(app, post) {
  const items = [];
  let after = null;
  do {
    const { handover } = await app.asking.ask(IN_HAND, { post: post.id, after });
    items.push(...handover.nodes);
    after = handover.pageInfo.hasNextPage ? handover.pageInfo.endCursor : null;
  } while (after);
  if (!items.length) return null;
  const columns = [
    { title: say('handover.kind'), head: true, text: (one) => (sayable(`kind.${one.kind}`) ? say(`kind.${one.kind}`) : one.kind) },
    { title: say('handover.problem'), text: (one) => (one.problem ? one.problem.title : say('hidden')) },
    { title: say('handover.due'), width: 'tight', text: (one) => one.dueOn },
  ];
  return table({ caption: say('handover.items'), name: `levelwise-${post.tenant.code}-handover`, columns, rows: items });
}

/** What a post was given besides what it carries, where the server knows of that. */
async function given(app, post) {
  if (!(await app.asking.field('Query', 'roleGrants'))) return null;
  const { roleGrants } = await app.asking.ask(GRANTS, { post: post.id });
  const back = app.acts.find((act) => act.name === 'takeBackRole');
  const role = (one) => (one.role ? app.roleTitle(one.role) : one.customRole ? either(one.customRole) : say('hidden'));
  const rows = [
    { title: say('roles.role'), head: true, text: role },
    { title: say('grant.from'), width: 'tight', text: (one) => one.givenFrom },
    { title: say('grant.until'), width: 'tight', text: (one) => one.givenUntil || '—' },
    { title: say('field.reason'), text: (one) => one.reason },
    { title: say('post.document'), text: (one) => one.documentNo },
    ...(back ? [{ title: say('appointment.do'), here: true, text: () => '', show: (one) => (holds(one.givenFrom, one.givenUntil) ? h('a', { class: 'button', href: to('takeBackRole', { grant: one.id, unit: post.tenant.id }) }, back.title) : '') }] : []),
  ];
  return table({ caption: say('grant.given'), name: `levelwise-${post.tenant.code}-grants`, columns: rows, rows: roleGrants.nodes });
}

/** Draws a post. */
export async function postView(app, id) {
  const { node: post } = await app.asking.ask(POST, { id });
  if (!post || !post.id) return null;
  const person = {
    title: say('post.holder'), head: true,
    text: (one) => (one.person ? one.person.name : say('hidden')),
    show: (one) => (one.person ? h('a', { href: `#/person/${one.person.id}` }, one.person.name) : say('hidden')),
  };
  return {
    title: `${post.tenant.name} ${either(post)}`,
    unit: post.tenant.id,
    content: [
      trail({ ancestors: [...post.tenant.ancestors, post.tenant] }),
      facts([
        [say('post.capacity'), capacity(app, post)], [say('post.body'), post.body && post.body.name],
        [say('post.heads'), say(post.heads ? 'yes' : 'no')], [say('since'), post.validFrom], [say('until'), post.validUntil],
      ]),
      h('div', { class: 'doings' }, await app.doings({ post, unit: post.tenant }), app.why('post.read', post.id), printing()),
      table({ caption: say('post.appointments'), name: `levelwise-${post.tenant.code}-post`, columns: await columns(app, person, post.appointments.nodes, post.tenant), rows: post.appointments.nodes }),
      await given(app, post),
      await inHand(app, post),
      colophon(app.colophon()),
    ],
  };
}
