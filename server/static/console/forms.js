// Fields to fill in, made from the schema's own description of what is asked: so a form always asks
// for what this server takes, in both languages.
import { button, fill, h, labelled, newId } from './dom.js';
import { shape } from './asking.js';
import { nameOf } from './names.js';
import { either, heading, say, spoken } from './words.js';

const ACTS = new Set(['act', 'action']);
const ROLES = new Set(['role', 'roles']);
const HIDDEN = new Set(['key', 'first', 'after', 'last', 'before']);

/**
 * A form for arguments. Given: the arguments as the schema describes them; known, values by name that
 * are settled already and not asked for; offered, values by name to begin with; near, the unit whose
 * records are offered to choose from.
 * Gives {element, read}: read() gives the variables, or null after showing what is missing.
 */
export async function form(app, givens, { known = {}, offered = {}, near = offered.unit } = {}) {
  const fields = [];
  for (const given of givens) {
    if (given.name in known) fields.push({ element: null, read: () => known[given.name], name: given.name });
    else if (!HIDDEN.has(given.name)) fields.push(await field(app, given, { offered, unit: near }));
  }
  return {
    element: h('div', { class: 'fields' }, fields.map((one) => one.element)),
    read: () => Object.fromEntries(fields.map((one) => [one.name, one.read()]).filter(([, value]) => value !== undefined)),
  };
}

/** What the schema says is meant when nothing is said. */
function byDefault(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch (notJson) {
    return text;
  }
}

async function field(app, given, { offered, unit }) {
  const type = shape(given.type);
  const start = offered[given.name] ?? byDefault(given.defaultValue);
  const required = given.needed || (type.required && given.defaultValue === null);
  const made = await control(app, given, type, { start, unit });
  const text = required || given.either ? heading(given) : `${heading(given)}${say('optional')}`;
  if (made.labelled) return { name: given.name, element: made.labelled(text, required), read: made.read };
  if (made.group) return { name: given.name, element: made.group, read: made.read };
  if (required) {
    made.input.required = true;
    made.input.setAttribute('aria-required', 'true');
  }
  return { name: given.name, element: labelled(text, made.input, made.note), read: made.read };
}

async function control(app, given, type, { start, unit }) {
  if (given.name === 'of' && type.name === 'String') return recordsControl(start);
  if (ROLES.has(given.name) && type.name === 'String') return roleControl(app, given, type, { start, unit });
  if (given.name === 'permissions' && type.list) return permissionControl(app, given, start);
  if (given.name === 'actorType' && type.name === 'String') return actorControl(app, start);
  if (type.list && type.kind === 'ENUM') return enumsControl(app, given, type, start);
  if (type.list && type.kind === 'INPUT_OBJECT') return partsControl(app, given, type, unit);
  if (type.list) return linesControl(type, start);
  if (ACTS.has(given.name) && type.name === 'String') return actControl(app, start, type.required);
  if (type.kind === 'ENUM') return enumControl(app, type, start);
  if (type.kind === 'INPUT_OBJECT') return nested(app, given, type, { start, unit });
  if (type.name === 'Boolean') return booleanControl(type, start);
  if (type.name === 'ID' && !given.told) return idControl(app, { name: given.name, start, unit, note: given.description });
  return plainControl(type, start, given.name);
}

function textOf(input) {
  const text = input.value.trim();
  return text === '' ? undefined : text;
}

function plainControl(type, start, name) {
  const kinds = { Date: 'date', DateTime: 'datetime-local', Int: 'number', Float: 'number' };
  const long = /^(reason|note|text|says|because)/i.test(name);
  const input = long ? h('textarea', { rows: 2, value: start ?? '' }) : h('input', { type: kinds[type.name] || 'text', value: start ?? '', autocomplete: 'off' });
  const read = () => {
    const text = textOf(input);
    if (text === undefined) return undefined;
    if (type.name === 'Int' || type.name === 'Float') return Number(text);
    return type.name === 'DateTime' ? new Date(text).toISOString() : text;
  };
  return { input, read };
}

const RECORDS = { person: 'Person', post: 'Post', tenant: 'Tenant', unit: 'Tenant', appointment: 'Appointment', fromPost: 'Post', toPost: 'Post', holder: 'Tenant', home: 'Tenant', to: 'Tenant', parent: 'Tenant', reorganisation: 'Reorganisation', group: 'PostGroup', customRole: 'CustomRole', body: 'Body', grant: 'RoleGrant', member: 'GroupMember' };
const OTHER = '…';

/** A choice of a record: of those near at hand, or any other by its id. */
export async function idControl(app, { name, start, unit = null }) {
  const choices = await app.candidates(RECORDS[name] || null, unit);
  // What one came from is called by its name, though it is not near.
  if (start && !choices.some((one) => one.id === start)) choices.unshift({ id: start, name: await nameOf(app, start) });
  const select = h('select', {}, h('option', { value: '' }, say('field.choose')),
    choices.map((one) => h('option', { value: one.id }, one.name)), h('option', { value: OTHER }, say('field.other')));
  const typed = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', class: 'id' });
  const byHand = labelled(say('field.by_id'), typed, say('field.id_note'));
  if (start) {
    select.value = start;
    typed.value = start;
  }
  const turn = () => { byHand.hidden = select.value !== OTHER; };
  select.addEventListener('change', turn);
  turn();
  return {
    read: () => (select.value === OTHER ? textOf(typed) : select.value || undefined),
    labelled: (text, required = true) => {
      select.required = required;
      if (required && !choices.length) select.value = OTHER;
      turn();
      return h('div', {}, labelled(text, select), byHand);
    },
  };
}

function booleanControl(type, start) {
  const input = h('select', {}, type.required ? null : h('option', { value: '' }, '—'),
    h('option', { value: 'true' }, say('yes')), h('option', { value: 'false' }, say('no')));
  input.value = start === undefined ? (type.required ? 'false' : '') : String(start);
  return { input, read: () => (input.value === '' ? undefined : input.value === 'true') };
}

async function enumControl(app, type, start) {
  const found = await app.asking.type(type.name);
  const input = h('select', {}, type.required ? null : h('option', { value: '' }, '—'),
    found.enumValues.map((one) => h('option', { value: one.name }, enumTitle(one))));
  if (start !== undefined) input.value = start;
  return { input, read: () => input.value || undefined };
}

function enumTitle(one) {
  return spoken(one.name) || either(one.description || one.name);
}

/** A choice of acts, grouped by what they are about. */
export function actControl(app, start, required = true) {
  const groups = new Map();
  for (const act of app.book.acts) groups.set(act.noun.zh, [...(groups.get(act.noun.zh) || []), act]);
  const input = h('select', {}, required ? null : h('option', { value: '' }, '—'), [...groups.values()].map((acts) => h('optgroup', { label: either(acts[0].noun) },
    acts.map((act) => h('option', { value: act.key }, `${either(act.title)}（${act.key}）`)))));
  if (start) input.value = start;
  return { input, read: () => input.value || undefined };
}

function linesControl(type, start) {
  const input = h('textarea', { rows: 3, value: (start || []).join('\n') });
  const read = () => {
    const lines = input.value.split('\n').map((line) => line.trim()).filter(Boolean);
    return lines.length || type.required ? lines : undefined;
  };
  return { input, read, note: say('field.lines_note') };
}

function boxes(legend, choices, start, note = null) {
  const inputs = choices.map((one) => h('input', { type: 'checkbox', value: one.key, id: newId('box'), checked: (start || []).includes(one.key), disabled: Boolean(one.disabled) }));
  const group = h('fieldset', {}, h('legend', {}, legend), note ? h('p', { class: 'note' }, note) : null,
    h('div', { class: 'boxes' }, choices.map((one, index) => h('div', {}, inputs[index], h('label', { for: inputs[index].id }, one.title), one.why ? h('span', { class: 'note' }, one.why) : null))));
  return { group, read: () => inputs.filter((one) => one.checked).map((one) => one.value) };
}

async function roleControl(app, given, type, { start, unit }) {
  const choices = await app.roleChoices(unit);
  if (type.list) return boxes(heading(given), choices, start, say('roles.note'));
  const input = h('select', {}, type.required ? null : h('option', { value: '' }, '—'),
    choices.map((one) => h('option', { value: one.key, disabled: Boolean(one.disabled) }, one.why ? `${one.title} — ${one.why}` : one.title)));
  if (start !== undefined) input.value = start;
  return { input, read: () => input.value || undefined, note: say('roles.note') };
}

/** Permissions, each a role of the book and an act: one role's acts are shown at a time. */
function permissionControl(app, given, start) {
  const chosen = new Set(start || []);
  const listed = h('p', { class: 'note', 'aria-live': 'polite' });
  const place = h('div', { class: 'boxes' });
  const role = h('select', {}, app.book.roles.map((one) => h('option', { value: one.key }, either(one.title))));
  const tell = () => fill(listed, say('permission.chosen', { count: chosen.size }), ' ', [...chosen].map((one) => `${app.roleTitle(one.split(':')[0])}：${app.actTitle(one.split(':')[1])}`).join(say('and')));
  const draw = () => fill(place, app.actsOf(role.value).map((act) => {
    const key = `${role.value}:${act}`;
    const box = h('input', { type: 'checkbox', id: newId('box'), checked: chosen.has(key), onchange: () => { if (box.checked) chosen.add(key); else chosen.delete(key); tell(); } });
    return h('div', {}, box, h('label', { for: box.id }, app.actTitle(act)));
  }));
  role.addEventListener('change', draw);
  draw();
  tell();
  const group = h('fieldset', {}, h('legend', {}, heading(given)), labelled(say('permission.role'), role, say('permission.note')), place, listed);
  return { group, read: () => [...chosen] };
}

/** Types of records that one may ask about. */
function recordsControl(start) {
  const types = ['Problem', 'ResponsibilityList', 'Obligation', 'Post', 'Person', 'Appointment', 'Body'];
  const input = h('select', {}, types.map((one) => h('option', { value: one }, say(`record.${one}`))));
  if (start) input.value = start;
  return { input, read: () => input.value };
}

async function actorControl(app, start) {
  const { actorTypes } = await app.asking.ask('{ actorTypes { key titleZh titleEn } }');
  const input = h('select', {}, h('option', { value: '' }, '—'), actorTypes.map((one) => h('option', { value: one.key }, either(one))));
  if (start) input.value = start;
  return { input, read: () => input.value || undefined };
}

async function enumsControl(app, given, type, start) {
  const found = await app.asking.type(type.name);
  return boxes(heading(given), found.enumValues.map((one) => ({ key: one.name, title: enumTitle(one) })), start);
}

async function nested(app, given, type, { start, unit }) {
  const found = await app.asking.type(type.name);
  const inner = await form(app, found.inputFields, { offered: { ...start }, near: unit });
  const group = h('fieldset', {}, h('legend', {}, heading(given)), inner.element);
  const read = () => {
    const value = inner.read();
    return Object.keys(value).length || type.required ? value : undefined;
  };
  return { group, read };
}

/** Parts of one kind, as many as are wanted: each a small form of its own. */
async function partsControl(app, given, type, unit) {
  const { inputFields } = await app.asking.type(type.name);
  const parts = [];
  const place = h('div', {});
  const add = async () => {
    const made = await form(app, inputFields, { near: unit });
    const part = { read: made.read };
    const away = button(say('field.remove'), () => { parts.splice(parts.indexOf(part), 1); part.element.remove(); more.focus(); }, { class: 'quiet' });
    part.element = h('fieldset', {}, h('legend', {}, say('field.part', { number: parts.length + 1 })), made.element, parts.length ? away : null);
    parts.push(part);
    place.append(part.element);
    return part.element;
  };
  const more = button(say('field.add'), async () => (await add()).querySelector('select, input').focus(), { class: 'quiet' });
  await add();
  const group = h('fieldset', {}, h('legend', {}, heading(given)), place, more);
  return { group, read: () => parts.map((one) => one.read()) };
}

/** A fresh key for one act: the same act sent twice is done once. */
export function freshKey() {
  return window.crypto.randomUUID();
}

/** Puts a form and its buttons together; `go` is called with what was filled in. */
export function sending(made, { text, go, beside = [] }) {
  const result = h('div', { class: 'result' });
  const submit = h('button', { type: 'submit' }, text);
  const element = h('form', {
    class: 'asked',
    onsubmit: async (event) => {
      event.preventDefault();
      submit.disabled = true;
      element.setAttribute('aria-busy', 'true');
      try {
        fill(result, await go(made.read()));
      } catch (trouble) {
        fill(result, h('p', { class: 'trouble', role: 'alert' }, trouble.message));
      } finally {
        submit.disabled = false;
        element.removeAttribute('aria-busy');
      }
    },
  }, made.element, h('div', { class: 'doings' }, submit, beside));
  return { element, result };
}
