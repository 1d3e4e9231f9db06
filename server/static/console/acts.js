// Giving and taking: each act is filled in, shown once more as it will be done, and then done.
import { announce, button, fill, focusOn, h } from './dom.js';
import { shape } from './asking.js';
import { PAGES, answer, heading, line, selection, shown } from './answers.js';
import { byTheBook } from './foreseeing.js';
import { form, freshKey, sending } from './forms.js';
import { colophon } from './report.js';
import { either, say, sayable } from './words.js';

/** Acts upon people, posts and roles, in the order of the page; shown as far as the server has them. */
export const ACTS = [
  'recordPerson', 'invitePerson', 'appointPerson', 'appointSubstitute', 'extendAppointment', 'suspendPerson', 'reinstatePerson',
  'relievePerson', 'makePost', 'closePost', 'grantRole', 'takeBackRole', 'defineRole', 'amendRole', 'retireRole',
  'makeGroup', 'groupPost', 'ungroupPost', 'foundUnit', 'renameUnit', 'closeUnit', 'foundBody', 'renameBody', 'closeBody',
  'handOverItems', 'askAdministrator', 'confirmAdministrator', 'refuseAdministrator',
];
// Levels of the line are changed by reorganisation only.
const OF_DEPARTMENTS = new Set(['renameUnit', 'closeUnit']);
// Under names of its own: what is done may have fields of the same names and another type.
const REFUSAL = '... on Refusal { refusal: id meaning: page sentence: message byRule: rule }';

/** Gives the acts that this server offers: {name, inputs, title}. */
export async function offeredActs(app) {
  const type = await app.asking.type('Mutation');
  const found = ACTS.map((name) => type.fields.find((field) => field.name === name)).filter(Boolean);
  return Promise.all(found.map(async (field) => {
    const input = shape(field.args.find((arg) => arg.name === 'input').type);
    const { inputFields } = await app.asking.type(input.name);
    return { name: field.name, field, input: input.name, inputs: inputFields, title: titleOf(field) };
  }));
}

function titleOf(field) {
  const key = `do.${field.name}`;
  return sayable(key) ? say(key) : either(field.description || field.name);
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
  const known = { key: freshKey() };
  const version = await versionOf(app, act, offered);
  if (version !== null) known.expectedVersion = version;
  const made = await form(app, act.inputs, { known, offered });
  const preview = h('div', { class: 'preview' });
  const { element, result } = sending(made, {
    text: say('act.preview'),
    go: async (given) => {
      fill(preview, await previewed(app, act, given, { again: () => { known.key = freshKey(); }, preview, offered }));
      const title = preview.querySelector('h3');
      if (title) focusOn(title);
      announce(say('act.look'));
      return null;
    },
  });
  element.addEventListener('input', () => fill(preview));
  return {
    title: act.title,
    unit: offered.unit || null,
    content: [either(act.field.description) === act.title ? null : h('p', { class: 'soft' }, either(act.field.description)), element, result, preview, colophon(app.colophon())],
  };
}

/** Reads the version of the record an act changes, where the act asks for it. */
async function versionOf(app, act, offered) {
  if (!act.inputs.some((one) => one.name === 'expectedVersion')) return null;
  for (const subject of act.inputs.filter((one) => shape(one.type).name === 'ID' && offered[one.name])) {
    const id = offered[subject.name];
    const { node } = await app.asking.ask('query Kind($id: ID!) { node(id: $id) { __typename } }', { id });
    if (node && (await app.asking.field(node.__typename, 'version'))) {
      const found = await app.asking.ask(`query Version($id: ID!) { node(id: $id) { ... on ${node.__typename} { version } } }`, { id });
      if (found.node) return found.node.version;
    }
  }
  return null;
}

async function previewed(app, act, given, { again, preview, offered }) {
  const told = await Promise.all(act.inputs.filter((one) => one.name in given && one.name !== 'key').map(async (one) => [heading(one), await spelled(app, one, given[one.name])]));
  const done = button(say('act.do'), async () => {
    done.disabled = true;
    try {
      await perform(app, act, given, { again, preview, offered });
    } catch (trouble) {
      fill(preview, h('p', { class: 'trouble', role: 'alert' }, trouble.message));
    }
  }, { class: 'main' });
  return [
    h('h3', {}, say('act.will', { act: act.title })),
    h('dl', { class: 'facts wide' }, told.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value)))),
    await foreseen(app, act, given),
    h('div', { class: 'doings' }, done, button(say('act.back'), () => fill(preview), { class: 'quiet' })),
  ];
}

/** Says a value as people do: records by their names. */
async function spelled(app, input, value) {
  if (shape(input.type).name === 'ID' && typeof value === 'string') return nameOf(app, value);
  if (/^roles?$/.test(input.name)) return [value].flat().map((key) => app.roleTitle(key)).join(say('and')) || '—';
  return line(app, value);
}

async function nameOf(app, id) {
  const { node } = await app.asking.ask(`query Named($id: ID!) { node(id: $id) { __typename
    ... on Tenant { name } ... on Person { name tenant { name } } ... on Post { title titleEn tenant { name } }
    ... on Appointment { person { name } post { title titleEn } } } }`, { id });
  if (!node) return say('hidden');
  if (node.__typename === 'Person') return `${node.name}（${node.tenant.name}）`;
  if (node.__typename === 'Post') return `${node.tenant.name} ${either(node)}`;
  if (node.__typename === 'Appointment') return `${node.person ? node.person.name : say('hidden')} · ${node.post ? either(node.post) : ''}`;
  return node.name || id;
}

/** What the server foresees of this act, where it can be asked. */
async function foreseen(app, act, given) {
  const name = `preview${act.name[0].toUpperCase()}${act.name.slice(1)}`;
  const field = await app.asking.field('Query', name);
  if (!field) return [await byTheBook(app, act.name, given), h('p', { class: 'soft' }, say('act.decides'))];
  const [input] = field.args;
  const wanted = await selection(app, shape(field.type).name);
  const { asked } = await app.asking.ask(`query Foreseen($input: ${shape(input.type).name}!) { asked: ${name}(${input.name}: $input) ${wanted} }`, { input: given });
  return answer(app, shape(field.type).name, asked, { caption: say('act.foreseen'), level: 4 });
}

async function perform(app, act, given, { again, preview, offered }) {
  const success = await selection(app, shape(act.field.type).name.replace(/Result$/, 'Success'));
  const data = await app.asking.ask(`mutation Doing($input: ${act.input}!) {
    done: ${act.name}(input: $input) { __typename ... on ${shape(act.field.type).name.replace(/Result$/, 'Success')} ${success} ${REFUSAL} }
  }`, { input: given });
  if (data.done.__typename === 'Refusal') {
    fill(preview, refused(app, data.done));
    return;
  }
  again();
  if (offered.unit) await app.tree.again(offered.unit);
  fill(preview, h('div', { class: 'verdict may' }, h('p', { class: 'loud' }, h('strong', {}, say('act.done', { act: act.title }))),
    await told(app, data.done),
    offered.unit ? h('p', {}, h('a', { class: 'button', href: `#/unit/${offered.unit}` }, say('act.see_unit'))) : null));
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

/** A refusal as people read it: what stands against it, under which rule, and where that is explained. */
export function refused(app, one) {
  return h('div', { class: 'verdict may-not', role: 'alert' },
    h('p', { class: 'loud' }, h('strong', {}, say('act.refused')), ' ', one.sentence),
    h('p', {}, h('a', { href: one.meaning }, say('act.meaning')),
      one.byRule ? [' · ', `${say('why.rule')} `, h('a', { href: `#/rules?rule=${encodeURIComponent(one.byRule)}` }, one.byRule)] : null),
    h('p', { class: 'soft' }, `${say('act.refusal_id')} ${one.refusal}`));
}
