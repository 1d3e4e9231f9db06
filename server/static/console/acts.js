// Giving and taking: each act is filled in, shown once more as it will be done, and then done. What gives
// or takes rights is previewed by the server (changing.js); everything else is shown as it was filled in.
import { announce, button, fill, focusOn, h } from './dom.js';
import { shape } from './asking.js';
import { PAGES, answer, line, selection, shown } from './answers.js';
import { foretold } from './changing.js';
import { form, freshKey, sending } from './forms.js';
import { thresholdNumber } from './thresholds.js';
import { nameOf } from './names.js';
import { colophon } from './report.js';
import { REFUSAL, refused, verdict } from './verdicts.js';
import { either, heading, say, sayable } from './words.js';

/** Acts upon people, posts and roles, in the order of the page; shown as far as the server has them. */
export const ACTS = [
  'recordPerson', 'invitePerson', 'appointPerson', 'appointSubstitute', 'extendAppointment', 'suspendPerson', 'reinstatePerson',
  'relievePerson', 'makePost', 'closePost', 'grantRole', 'takeBackRole', 'defineRole', 'amendRole', 'retireRole',
  'makeGroup', 'groupPost', 'ungroupPost', 'foundUnit', 'renameUnit', 'closeUnit', 'foundBody', 'renameBody', 'closeBody',
  'handOverItems', 'askAdministrator', 'confirmAdministrator', 'refuseAdministrator', 'setChangeThreshold',
  'draftReorganisation', 'approveReorganisation', 'scheduleReorganisation', 'applyReorganisation', 'reverseReorganisation', 'withdrawReorganisation',
];
// Levels of the line are changed by reorganisation only.
const OF_DEPARTMENTS = new Set(['renameUnit', 'closeUnit']);
// What is read from the record itself, so that exactly what was seen is changed.
const READ = { expectedVersion: 'version', previewHash: 'previewHash' };
const NUMBER = 'expectedNumber';
// One input serves four acts: what means nothing for one of them, and what it cannot do without.
const IDLE = { relievePerson: ['resumedOn'], reinstatePerson: ['day', 'resumedOn'], extendAppointment: ['resumedOn'] };
const NEEDED = { extendAppointment: ['day'] };
// One of two is wanted, so neither is optional.
const EITHER = { grantRole: [['post', 'group'], ['role', 'customRole']] };

/** Gives the acts that this server offers: {name, title, says, inputs, previewed, field}. */
export async function offeredActs(app) {
  const mutation = await app.asking.type('Mutation');
  const change = mutation.fields.some((field) => field.name === 'previewChange') ? await app.asking.type('ChangeInput') : null;
  const members = new Map((change ? change.inputFields : []).filter((one) => shape(one.type).kind === 'INPUT_OBJECT').map((one) => [one.name, one]));
  const names = [...ACTS, ...[...members.keys()].filter((name) => !ACTS.includes(name))];
  const found = names.map(async (name) => {
    const field = mutation.fields.find((one) => one.name === name);
    if (!field && !members.has(name)) return null;
    const direct = field ? (await app.asking.type(shape(field.args[0].type).name)).inputFields : [];
    const inputs = members.has(name) ? await ofChange(app, { name, members, change, direct }) : direct;
    const { description } = field || members.get(name);
    return { name, field, previewed: members.has(name), inputs: inputs.map((one) => labelled(name, one)), title: titleOf(name, description), says: either(description) };
  });
  return (await Promise.all(found)).filter(Boolean);
}

/** What a change is asked for by: its own member of the input, and the ground where the act itself wants one. */
async function ofChange(app, { name, members, change, direct }) {
  const part = (await app.asking.type(shape(members.get(name).type).name)).inputFields;
  const ground = change.inputFields.filter((one) => !members.has(one.name)).map((one) => direct.find((other) => other.name === one.name));
  return [...part.filter((one) => !(IDLE[name] || []).includes(one.name)), ...ground.filter(Boolean).map((one) => ({ ...one, ground: true }))];
}

function labelled(act, input) {
  const key = `field.${act}.${input.name}`;
  return { ...input, label: sayable(key) ? key : null, needed: (NEEDED[act] || []).includes(input.name), either: (EITHER[act] || []).flat().includes(input.name) };
}

function titleOf(name, description) {
  const key = `do.${name}`;
  return sayable(key) ? say(key) : either(description || name);
}

/** Links to the acts that have to do with what is shown: a unit, a post, a person, an appointment. */
export async function doings(app, { unit = null, post = null, person = null, appointment = null }) {
  const itself = !post && !person && !appointment ? unit : null;
  const here = { post, person, appointment, tenant: itself, fromPost: post };
  const links = [];
  for (const act of app.acts) {
    const names = new Set(act.inputs.map((one) => one.name));
    if (OF_DEPARTMENTS.has(act.name) && itself && !['DEPARTMENT', 'OFFICE'].includes(itself.kind)) continue;
    const near = act.name === 'foundUnit' ? { parent: itself } : here;
    const fitting = Object.entries(near).filter(([name, record]) => record && names.has(name));
    if (fitting.length) links.push(h('a', { class: 'button', href: to(act.name, { ...Object.fromEntries(fitting.map(([name, record]) => [name, record.id])), unit: unit ? unit.id : '' }) }, act.title));
  }
  return links;
}

/** The address of an act's page. */
export function to(name, offered) {
  const given = new URLSearchParams(Object.entries(offered).filter(([, value]) => value));
  return `#/do/${name}?${given}`;
}

/** Draws the page of one act; null where the server does not offer it. */
export async function actView(app, name, offered) {
  const act = app.acts.find((one) => one.name === name);
  if (!act) return null;
  const known = Object.fromEntries([...Object.keys(READ), NUMBER].map((one) => [one, undefined]));
  const made = await form(app, act.inputs, { known, offered });
  const preview = h('div', { class: 'preview' });
  const { element, result } = sending(made, {
    text: say('act.preview'),
    go: async (given) => {
      const lacking = (EITHER[act.name] || []).find((names) => !names.some((one) => one in given));
      if (lacking) throw new Error(say('act.lacking', { names: act.inputs.filter((one) => lacking.includes(one.name)).map(heading).join(say('and')) }));
      const whole = { ...given, ...(await readOf(app, act, given)) };
      const back = () => { fill(preview); element.querySelector('button[type=submit]').focus(); };
      const place = { app, act, preview, again: () => element.requestSubmit(), back, unit: offered.unit || null };
      const facts = await spelledOut(app, act, whole);
      if (act.previewed) await foretold(place, whole, facts);
      else asFilledIn(place, whole, facts);
      return null;
    },
  });
  element.addEventListener('input', () => fill(preview));
  return {
    title: act.title,
    unit: offered.unit || null,
    content: [act.says === act.title ? null : h('p', { class: 'soft' }, act.says), element, result, preview, colophon(app.colophon())],
  };
}

/** Reads the version, and what else names the state of the record that an act changes. */
async function readOf(app, act, given) {
  if (act.inputs.some((one) => one.name === NUMBER)) return { [NUMBER]: await thresholdNumber(app) };
  const wanted = act.inputs.filter((one) => one.name in READ).map((one) => one.name);
  if (!wanted.length) return {};
  const before = act.inputs.slice(0, act.inputs.findIndex((one) => one.name === wanted[0]));
  const subject = before.reverse().find((one) => shape(one.type).name === 'ID' && one.name !== 'key');
  const id = subject && given[subject.name];
  const type = id ? id.split('_')[0] : '';
  if (!id || !(await app.asking.field(type, 'version'))) return {};
  const { node } = await app.asking.ask(`query Read($id: ID!) { node(id: $id) { ... on ${type} { ${wanted.map((one) => READ[one]).join(' ')} } } }`, { id });
  return Object.fromEntries(wanted.map((one) => [one, node ? node[READ[one]] : one === 'expectedVersion' ? 0 : '']));
}

async function spelledOut(app, act, given) {
  const told = act.inputs.filter((one) => one.name in given && !(one.name in READ) && one.name !== NUMBER);
  const pairs = await Promise.all(told.map(async (one) => [heading(one), await spelled(app, one, given[one.name])]));
  return h('dl', { class: 'facts wide' }, pairs.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

/** Says a value as people do: records by their names. */
async function spelled(app, input, value) {
  if (shape(input.type).name === 'ID' && typeof value === 'string') return nameOf(app, value);
  if (/^roles?$/.test(input.name)) return [value].flat().map((key) => app.roleTitle(key)).join(say('and')) || '—';
  if (input.name === 'permissions') return value.map((one) => app.permission(one)).join(say('and')) || '—';
  return line(app, value);
}

/** What gives nobody a right is shown as it was filled in; the same key until it is looked over again. */
function asFilledIn(place, given, facts) {
  const { app, act, preview, back } = place;
  const key = freshKey();
  const title = h('h3', {}, say('act.will', { act: act.title }));
  const done = button(say('act.do'), async () => {
    done.disabled = true;
    try {
      await perform(place, { ...given, key });
    } catch (trouble) {
      done.disabled = false;
      fill(wrong, trouble.message);
    }
  }, { class: 'main' });
  const wrong = h('p', { class: 'trouble', role: 'alert' });
  fill(preview, title, facts, h('p', { class: 'soft' }, say('act.decides')), wrong, h('div', { class: 'doings' }, done, button(say('act.back'), back, { class: 'quiet' })));
  focusOn(title);
}

async function perform({ app, act, preview, again, unit }, given) {
  const name = shape(act.field.type).name.replace(/Result$/, 'Success');
  const success = await selection(app, name);
  const input = shape(act.field.args[0].type).name;
  const data = await app.asking.ask(`mutation Doing($input: ${input}!) {
    done: ${act.name}(input: $input) { __typename ... on ${name} ${success} ${REFUSAL} }
  }`, { input: given });
  if (data.done.__typename === 'Refusal') {
    focusOn(fill(preview, refused(app, data.done, { again })).firstElementChild);
    return;
  }
  await app.moved(unit);
  const said = verdict('may', say('act.done', { act: act.title }), await told(app, data.done),
    unit ? h('p', {}, h('a', { class: 'button', href: `#/unit/${unit}` }, say('act.see_unit'))) : null);
  fill(preview, said);
  focusOn(said);
  announce(say('act.done', { act: act.title }));
}

/** What an act gives back: its own words first (a code to pass on is told only here), then the record. */
async function told(app, done) {
  const { fields } = await app.asking.type(done.__typename);
  const words = fields.filter((field) => !['replayed', '__typename'].includes(field.name) && ['string', 'number'].includes(typeof done[field.name]));
  const records = Object.values(done).filter((one) => one && one.__typename);
  return [
    words.length ? h('dl', { class: 'facts wide' }, words.map((field) => h('div', {}, h('dt', {}, heading(field)), h('dd', { class: 'loud' }, line(app, done[field.name]))))) : null,
    await Promise.all(records.map(async (one) => [one.__typename in PAGES ? h('p', {}, shown(app, one)) : null, await answer(app, one.__typename, one, { level: 4 })])),
  ];
}
