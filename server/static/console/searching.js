// Finding a unit by a part of its name or by the first letters of its pinyin.
import { announce, button, fill, h, labelled } from './dom.js';
import { say } from './words.js';

const SHOWN = 20;
const OF_A_UNIT = new Set(['DEPARTMENT', 'OFFICE']);
const FOUND = `query Found($text: String!) {
  tenants(first: 100, filter: {search: $text}) {
    nodes { id name kind code ancestors { name } }
  }
}`;

/** The unit of just this name first, then names that begin so, levels of the line before departments. */
function sorted(units, text) {
  const rank = (unit) => (unit.name === text ? 0 : 4) + (unit.name.startsWith(text) ? 0 : 2) + (OF_A_UNIT.has(unit.kind) ? 1 : 0);
  return [...units].sort((one, other) => rank(one) - rank(other)).slice(0, SHOWN);
}

/** The search: a field, and what was found as a list of buttons. */
export function searching(asking, open) {
  const results = h('ul', { class: 'found', 'aria-label': say('search.found') });
  const field = h('input', { type: 'search', id: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: '60' });
  let timer = null;
  let asked = 0;

  async function look() {
    const text = field.value.trim();
    asked += 1;
    const mine = asked;
    if (!text) { fill(results); return; }
    let tenants;
    try {
      ({ tenants } = await asking.ask(FOUND, { text }));
    } catch (trouble) {
      announce(trouble.message);
      return;
    }
    if (mine !== asked) return;
    const units = sorted(tenants.nodes, text);
    fill(results, units.map((unit) => h('li', {}, button([
      unit.name, ' ', h('span', { class: 'kind' }, say(`kind.${unit.kind}`)),
      h('span', { class: 'where' }, unit.ancestors.map((one) => one.name).join(' / ')),
    ], () => { field.value = ''; fill(results); open(unit.id); }, { class: 'hit' }))));
    announce(say(tenants.nodes.length > units.length ? 'search.many' : 'search.count', { count: units.length }));
  }

  field.addEventListener('input', () => { window.clearTimeout(timer); timer = window.setTimeout(look, 250); });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { field.value = ''; look(); }
    if (event.key === 'ArrowDown' && results.firstElementChild) {
      event.preventDefault();
      results.querySelector('button').focus();
    }
  });
  const form = h('form', { role: 'search', 'aria-label': say('search.label'), onsubmit: (event) => { event.preventDefault(); look(); } },
    labelled(say('search.label'), field, say('search.note')));
  return h('div', {}, form, results);
}
