// One unit: what it is, its bodies, its posts and who holds them.
import { h } from './dom.js';
import { colophon, printing, table } from './report.js';
import { either, say } from './words.js';

const POSTS = `posts(first: 50, after: $after) {
  nodes {
    id title titleEn roles heads validFrom validUntil body { id name } actorType { titleZh titleEn }
    appointments(first: 5) { nodes { id leading appointedOn relievedOn documentNo person { id name } } }
  }
  pageInfo { hasNextPage endCursor }
}`;
const UNIT = `query Unit($id: ID!, $after: String) {
  tenant(id: $id) {
    id name code kind creditCode trade suspended synthetic validFrom validUntil
    ancestors { id name }
    bodies(first: 50) { nodes { id name fullMembers validFrom validUntil kind { titleZh titleEn } parent { name } } }
    ${POSTS}
  }
}`;
const MORE = `query MorePosts($id: ID!, $after: String) { tenant(id: $id) { ${POSTS} } }`;

/** Whether an appointment or a post holds today. */
export function holds(from, until, today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })) {
  return from <= today && (!until || until > today);
}

/** Who holds a post today. */
export function holders(post) {
  return post.appointments.nodes.filter((one) => holds(one.appointedOn, one.relievedOn));
}

/** What a post makes of its holder: an actor, and roles. */
export function capacity(app, post) {
  const actor = post.actorType ? [either(post.actorType)] : [];
  return [...new Set([...actor, ...post.roles.map((role) => app.roleTitle(role))])].join(say('and'));
}

function postColumns(app) {
  const dash = '—';
  // A post may have several holders: one line each, in the same order.
  const each = (fact) => ({
    text: (post) => holders(post).map(fact).join(say('and')) || dash,
    show: (post) => (holders(post).length ? holders(post).map((one) => h('div', {}, fact(one))) : dash),
  });
  return [
    { title: say('post.title'), head: true, text: (post) => either(post), show: (post) => h('a', { href: `#/post/${post.id}` }, either(post)) },
    { title: say('post.capacity'), text: (post) => capacity(app, post) || dash },
    { title: say('post.body'), text: (post) => (post.body ? post.body.name : dash) },
    {
      title: say('post.holder'),
      text: (post) => holders(post).map((one) => (one.person ? one.person.name : say('hidden'))).join(say('and')) || say('post.vacant'),
      show: (post) => (holders(post).length ? holders(post).map((one) => h('div', {}, one.person ? h('a', { href: `#/person/${one.person.id}` }, one.person.name) : say('hidden'))) : h('em', {}, say('post.vacant'))),
    },
    { title: say('post.since'), width: 'tight', ...each((one) => one.appointedOn) },
    { title: say('post.document'), ...each((one) => one.documentNo) },
  ];
}

/** Where a unit hangs: the names above it, each a link. */
export function trail(unit) {
  return h('nav', { class: 'trail', 'aria-label': say('unit.trail') },
    h('ol', {}, unit.ancestors.map((one) => h('li', {}, h('a', { href: `#/unit/${one.id}` }, one.name)))));
}

/** A list of facts: term and value. */
export function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

const NEAR = `query Near($id: ID!) {
  tenant(id: $id) {
    id name
    posts(first: 100) { nodes { id title titleEn appointments(first: 3) { nodes { id appointedOn relievedOn person { id name } } } } }
  }
}`;

const NEXT = 'query Next($id: ID!) { tenant(id: $id) { id name children(first: 200, orderBy: CODE) { nodes { id name } } } }';

/** A unit and those right below it. */
async function unitAndNext(app, id) {
  const { tenant: unit } = await app.asking.ask(NEXT, { id });
  return unit ? [{ id: unit.id, name: unit.name }, ...unit.children.nodes] : [];
}

/** What is in a unit, to choose from: itself, its posts, the appointments of today and their people. */
export async function inUnit(app, kind, id) {
  if (kind === 'Tenant') return unitAndNext(app, id);
  const { tenant: unit } = await app.asking.ask(NEAR, { id });
  if (!unit) return [];
  const held = unit.posts.nodes.flatMap((post) => holders(post).map((one) => ({ post, one })));
  const person = (one) => (one.person ? one.person.name : say('hidden'));
  const found = {
    Post: unit.posts.nodes.map((post) => ({ id: post.id, name: `${unit.name} ${either(post)}（${holders(post).map(person).join(say('and')) || say('post.vacant')}）` })),
    Appointment: held.map(({ post, one }) => ({ id: one.id, name: `${unit.name} ${either(post)} · ${person(one)}` })),
    Person: held.filter(({ one }) => one.person).map(({ post, one }) => ({ id: one.person.id, name: `${one.person.name}（${unit.name} ${either(post)}）` })),
  };
  const listed = kind ? found[kind] || [] : [{ id: unit.id, name: unit.name }, ...Object.values(found).flat()];
  return listed.filter((one, index) => listed.findIndex((other) => other.id === one.id) === index);
}

/** Draws a unit. Gives {title, content}; null where there is none to be seen. */
export async function unitView(app, id) {
  const { tenant: unit } = await app.asking.ask(UNIT, { id });
  if (!unit) return null;
  const more = (page) => (page.hasNextPage ? async () => {
    const { tenant } = await app.asking.ask(MORE, { id, after: page.endCursor });
    return [tenant.posts.nodes, more(tenant.posts.pageInfo)];
  } : null);
  const bodies = [
    { title: say('body.name'), head: true, text: (body) => body.name },
    { title: say('body.kind'), text: (body) => either(body.kind) },
    { title: say('body.parent'), text: (body) => (body.parent ? body.parent.name : '—') },
    { title: say('since'), width: 'tight', text: (body) => body.validFrom },
  ];
  const content = [
    trail(unit),
    facts([
      [say('unit.code'), unit.code], [say('unit.kind'), say(`kind.${unit.kind}`)],
      [say('unit.credit_code'), unit.creditCode], [say('unit.trade'), unit.trade],
      [say('since'), unit.validFrom], [say('until'), unit.validUntil],
      [say('unit.state'), say(unit.suspended ? 'unit.suspended' : 'unit.working')],
      [say('unit.origin'), unit.synthetic ? say('unit.synthetic') : null],
    ]),
    h('div', { class: 'doings' }, await app.doings({ unit }), printing()),
    table({
      caption: say('unit.posts'), name: `levelwise-${unit.code}-posts`, columns: postColumns(app), rows: unit.posts.nodes,
      more: more(unit.posts.pageInfo), note: say('unit.posts_note'),
    }),
    table({ caption: say('unit.bodies'), name: `levelwise-${unit.code}-bodies`, columns: bodies, rows: unit.bodies.nodes }),
    colophon(app.colophon()),
  ];
  return { title: unit.name, content, unit: unit.id };
}
