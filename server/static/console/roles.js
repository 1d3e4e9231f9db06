// Roles: what each is, who may hold it where, what it may do by the book, and what the reader may give.
import { h } from './dom.js';
import { shape } from './asking.js';
import { asked } from './asking_why.js';
import { to } from './acts.js';
import { colophon, printing, table } from './report.js';
import { either, say, sayable } from './words.js';

function kinds(role) {
  return role.kinds.map((kind) => (sayable(`kind.${kind.toUpperCase()}`) ? say(`kind.${kind.toUpperCase()}`) : kind)).join(say('and'));
}

async function grantable(app) {
  const field = await app.asking.field('Query', 'grantableRoles');
  if (!field) return null;
  const given = Object.fromEntries(field.args.filter((arg) => shape(arg.type).name === 'ID').map((arg) => [arg.name, app.tree.chosen || app.me.tenant.id]));
  return asked(app, field, given, say('roles.grantable'));
}

/** Draws the page of roles. */
export async function rolesPage(app) {
  const columns = [
    { title: say('roles.role'), head: true, text: (role) => either(role.title) },
    { title: say('roles.key'), text: (role) => role.key },
    { title: say('roles.kinds'), text: kinds },
    { title: say('roles.not_with'), text: (role) => role.notWith.map((key) => app.roleTitle(key)).join(say('and')) || '—' },
    {
      title: say('roles.may'),
      text: (role) => app.book.rules.filter((rule) => rule.allows && rule.roles.includes(role.key)).flatMap((rule) => rule.acts).map((act) => app.actTitle(act)).join(say('and')) || '—',
      show: (role) => h('a', { href: `#/rules?query=${encodeURIComponent(role.key)}` }, say('roles.rules', { count: app.book.rules.filter((rule) => rule.roles.includes(role.key)).length })),
    },
  ];
  const free = app.acts.map((act) => h('li', {}, h('a', { href: to(act.name, { unit: app.tree.chosen || '' }) }, act.title), h('span', { class: 'soft' }, ` ${either(act.field.description)}`)));
  return {
    title: say('roles.title'),
    content: [
      h('p', { class: 'soft' }, say('roles.lead')),
      h('section', { 'aria-label': say('roles.acts') }, h('h3', {}, say('roles.acts')), free.length ? h('ul', { class: 'plain' }, free) : h('p', { class: 'soft' }, say('roles.no_acts'))),
      await grantable(app),
      h('div', { class: 'doings' }, printing()),
      table({ caption: say('roles.all'), name: 'levelwise-roles', columns, rows: app.book.roles }),
      colophon(app.colophon()),
    ],
  };
}
