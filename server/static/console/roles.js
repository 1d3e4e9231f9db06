// Roles: what each is, who may hold it where, what it may do by the book, and what the reader may give.
import { to } from './acts.js';
import { h } from './dom.js';
import { colophon, printing, table } from './report.js';
import { either, say, sayable } from './words.js';

const GRANTABLE = 'query Grantable($tenant: ID!) { grantableRoles(tenant: $tenant) { role customRoleId titleZh titleEn grantable code message } }';
const CUSTOM = `query Customs { customRoles(first: 100) { nodes { id title titleEn permissions state documentNo version tenant { id name } } } }`;
const GROUPS = `query Groups { postGroups(first: 30) { nodes {
  id title titleEn tenant { name } members(first: 20) { nodes { id givenFrom givenUntil post { id title titleEn tenant { name } } } } } } }`;
const DRAFTS = 'query Drafts { reorganisations(first: 50) { nodes { id title } } }';
const PEOPLE = 'query People($after: String) { people(first: 200, after: $after) { nodes { id name tenant { name } } pageInfo { hasNextPage endCursor } } }';
const MOST_PEOPLE = 2000;

const REQUESTS = `query Requests { administratorRequests(first: 50) { nodes {
  id role state reason version person { name } askedBy { name } post { id title titleEn tenant { name } } } } }`;

/** Asks which roles can be given at a unit; null where there is no such unit. */
export async function grantableAt(app, tenant) {
  return (await app.asking.ask(GRANTABLE, { tenant })).grantableRoles;
}

const has = (app, name) => app.asking.field('Query', name);

/** Records of a kind that the reader knows of beyond the unit before them, as far as the server lists them. */
export async function known(app, kind) {
  if (kind === 'CustomRole' && (await has(app, 'customRoles'))) {
    return (await app.asking.ask(CUSTOM)).customRoles.nodes.map((one) => ({ id: one.id, name: `${either(one)}（${one.tenant.name}）` }));
  }
  if (kind === 'PostGroup' && (await has(app, 'postGroups'))) {
    return (await app.asking.ask(GROUPS)).postGroups.nodes.map((one) => ({ id: one.id, name: `${either(one)}（${one.tenant.name}）` }));
  }
  if (kind === 'Reorganisation' && (await has(app, 'reorganisations'))) {
    return (await app.asking.ask(DRAFTS)).reorganisations.nodes.map((one) => ({ id: one.id, name: one.title }));
  }
  if (kind === 'Tenant') return [...app.tree.known.values()].map((one) => ({ id: one.id, name: one.name }));
  if (kind === 'Person' && (await has(app, 'people'))) {
    return (await everybody(app)).map((one) => ({ id: one.id, name: `${one.name}（${one.tenant.name}）` }));
  }
  return [];
}

/** The people of the level and of the next one, a page after the other. */
async function everybody(app) {
  const found = [];
  for (let after = null, more = true; more && found.length < MOST_PEOPLE;) {
    const { nodes, pageInfo } = (await app.asking.ask(PEOPLE, { after })).people;
    found.push(...nodes);
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return found;
}

function kinds(role) {
  return role.kinds.map((kind) => (sayable(`kind.${kind.toUpperCase()}`) ? say(`kind.${kind.toUpperCase()}`) : kind)).join(say('and'));
}

async function grantable(app) {
  if (!(await has(app, 'grantableRoles'))) return null;
  const unit = app.tree.known.get(app.tree.chosen) || app.me.tenant;
  const columns = [
    { title: say('roles.role'), head: true, text: (one) => either(one) },
    { title: say('roles.may_give'), width: 'tight', text: (one) => say(one.grantable ? 'yes' : 'no') },
    { title: say('roles.why_not'), text: (one) => (one.message ? app.plain(one.message) : '—'), show: (one) => (one.code ? h('a', { href: `/refusals/${one.code}?lang=${say('tag')}` }, app.plain(one.message)) : '—') },
  ];
  return table({ caption: `${unit.name} · ${say('roles.grantable')}`, name: 'levelwise-grantable', columns, rows: (await grantableAt(app, unit.id)) || [] });
}

function links(app, names, offered) {
  return app.acts.filter((act) => names.includes(act.name)).map((act) => h('a', { class: 'button', href: to(act.name, offered) }, act.title));
}

async function customs(app) {
  if (!(await has(app, 'customRoles'))) return null;
  const { customRoles } = await app.asking.ask(CUSTOM);
  const columns = [
    { title: say('roles.role'), head: true, text: (one) => either(one) },
    { title: say('roles.at'), text: (one) => one.tenant.name },
    { title: say('roles.permissions'), width: 'wide', text: (one) => one.permissions.map((text) => app.permission(text)).join(say('and')) },
    { title: say('roles.state'), width: 'tight', text: (one) => say(`state.${one.state}`) },
    { title: say('post.document'), text: (one) => one.documentNo },
    { title: say('appointment.do'), here: true, text: () => '', show: (one) => (one.state === 'PUBLISHED' ? links(app, ['amendRole', 'retireRole'], { customRole: one.id }) : '') },
  ];
  return table({ caption: say('roles.custom'), name: 'levelwise-custom-roles', columns, rows: customRoles.nodes });
}

async function groups(app) {
  if (!(await has(app, 'postGroups'))) return null;
  const { postGroups } = await app.asking.ask(GROUPS);
  const member = (one) => (one.post ? `${one.post.tenant.name} ${either(one.post)}` : say('hidden'));
  const columns = [
    { title: say('roles.groups'), head: true, text: (one) => either(one) },
    { title: say('roles.at'), text: (one) => one.tenant.name },
    {
      title: say('roles.members'), width: 'wide', text: (one) => one.members.nodes.map(member).join(say('and')) || '—',
      show: (one) => h('ul', { class: 'plain' }, one.members.nodes.map((each) => h('li', {}, member(each), ' ', links(app, ['ungroupPost'], { member: each.id })))),
    },
    { title: say('appointment.do'), here: true, text: () => '', show: (one) => links(app, ['groupPost', 'grantRole'], { group: one.id }) },
  ];
  return table({ caption: say('roles.groups'), name: 'levelwise-groups', columns, rows: postGroups.nodes });
}

/** Requests for one of the three, which a second person answers. */
async function requests(app) {
  if (!(await has(app, 'administratorRequests'))) return null;
  const { administratorRequests } = await app.asking.ask(REQUESTS);
  if (!administratorRequests.nodes.length) return null;
  const columns = [
    { title: say('post.title'), head: true, text: (one) => (one.post ? `${one.post.tenant.name} ${either(one.post)}` : say('hidden')) },
    { title: say('field.person'), text: (one) => (one.person ? one.person.name : '—') },
    { title: say('roles.role'), text: (one) => (one.role ? app.roleTitle(one.role) : '—') },
    { title: say('field.reason'), text: (one) => one.reason },
    { title: say('requests.asked_by'), text: (one) => (one.askedBy ? one.askedBy.name : say('hidden')) },
    { title: say('roles.state'), width: 'tight', text: (one) => (sayable(`state.${one.state}`) ? say(`state.${one.state}`) : one.state) },
    { title: say('appointment.do'), here: true, text: () => '', show: (one) => (one.state === 'ASKED' ? links(app, ['confirmAdministrator', 'refuseAdministrator'], { request: one.id }) : '') },
  ];
  return table({ caption: say('requests.title'), name: 'levelwise-requests', columns, rows: administratorRequests.nodes });
}

/** Draws the page of roles. */
export async function rolesPage(app) {
  const columns = [
    { title: say('roles.role'), head: true, text: (role) => either(role.title) },
    { title: say('roles.key'), text: (role) => role.key },
    { title: say('roles.kinds'), width: 'wide', text: kinds },
    { title: say('roles.not_with'), width: 'some', text: (role) => role.notWith.map((key) => app.roleTitle(key)).join(say('and')) || '—' },
    {
      title: say('roles.may'),
      text: (role) => app.actsOf(role.key).map((act) => app.actTitle(act)).join(say('and')) || '—',
      show: (role) => h('a', { href: `#/rules?query=${encodeURIComponent(role.key)}` }, say('roles.rules', { count: app.rulesOf([role.key]).length })),
    },
  ];
  const free = app.acts.map((act) => h('li', {}, h('a', { href: to(act.name, { unit: app.tree.chosen || '' }) }, act.title), act.says === act.title ? null : h('span', { class: 'soft' }, ` ${act.says}`)));
  return {
    title: say('roles.title'),
    content: [
      h('p', { class: 'soft' }, say('roles.lead')),
      h('section', { 'aria-label': say('roles.acts') }, h('h3', {}, say('roles.acts')), free.length ? h('ul', { class: 'plain' }, free) : h('p', { class: 'soft' }, say('roles.no_acts'))),
      await grantable(app),
      await customs(app),
      await groups(app),
      await requests(app),
      h('div', { class: 'doings' }, printing()),
      table({ caption: say('roles.all'), name: 'levelwise-roles', columns, rows: app.book.roles }),
      colophon(app.colophon()),
    ],
  };
}
