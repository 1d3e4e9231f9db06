// The rule book as people read it: every rule with its sentence, whom it reaches, when, and its source.
import { announce, fill, h, labelled } from './dom.js';
import { colophon, printing, table } from './report.js';
import { either, say } from './words.js';

/** Draws the rule book. Given: query, what to search for; rule, the key of a rule to begin at. */
export async function bookView(app, { query = '', rule = '' }) {
  const { book } = app;
  const field = h('input', { type: 'search', value: query || rule, id: 'rule-search' });
  const role = h('select', {}, h('option', { value: '' }, say('book.any_role')),
    book.roles.map((one) => h('option', { value: one.key }, either(one.title))));
  const page = h('select', {}, h('option', { value: '' }, say('book.any_page')),
    [...new Set(book.rules.map((one) => one.page))].map((key) => h('option', { value: key }, key)));
  const listed = h('div', {});
  let timer = null;

  function fitting() {
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return book.rules.filter((one) => {
      if (role.value && !one.roles.includes(role.value)) return false;
      if (page.value && one.page !== page.value) return false;
      const text = searched(app, one);
      return words.every((word) => text.includes(word));
    });
  }

  function draw() {
    const found = fitting();
    const columns = [
      { title: say('book.rule'), head: true, text: (one) => one.key, show: (one) => h('a', { href: `#/rules?rule=${encodeURIComponent(one.key)}` }, one.key) },
      { title: say('book.says'), width: 'wide', text: (one) => either(one.says) },
      { title: say('book.verdict'), width: 'tight', text: (one) => say(one.allows ? 'book.may' : 'book.may_not') },
      { title: say('book.acts'), width: 'some', text: (one) => one.acts.map((act) => app.actTitle(act)).join(say('and')) },
      { title: say('book.roles'), width: 'some', text: (one) => one.roles.map((key) => app.roleTitle(key)).join(say('and')) },
      { title: say('book.when'), width: 'some', text: (one) => one.conditions.map(either).join(say('or')) },
      { title: say('book.source'), text: (one) => one.source },
    ];
    fill(listed, table({ caption: say('book.rules'), name: 'levelwise-rule-book', columns, rows: found }));
    return found.length;
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => announce(say('book.found', { count: draw() })), 200);
  }

  for (const control of [field, role, page]) control.addEventListener('input', later);
  draw();
  return {
    title: say('book.title'),
    content: [
      h('p', { class: 'soft' }, say('book.lead')),
      h('form', { role: 'search', 'aria-label': say('book.search'), class: 'filters', onsubmit: (event) => { event.preventDefault(); later(); } },
        labelled(say('book.search'), field), labelled(say('book.role'), role), labelled(say('book.page'), page)),
      h('div', { class: 'doings' }, h('a', { class: 'button quiet', href: `/rule-book?lang=${say('tag')}` }, say('book.printed')), printing()),
      listed,
      h('p', { class: 'soft' }, `${say('book.version')} ${book.version}`),
      colophon(app.colophon()),
    ],
  };
}

function searched(app, rule) {
  return [
    rule.key, rule.page, rule.source, rule.says.zh, rule.says.en, ...rule.acts, ...rule.acts.map((act) => app.actTitle(act)),
    ...rule.roles, ...rule.roles.map((key) => app.roleTitle(key)), ...rule.conditions.flatMap((one) => [one.zh, one.en]),
  ].join('\n').toLowerCase();
}
