// Answers of the server drawn by the schema's own description: what is asked for, and how it is shown.
import { h } from './dom.js';
import { shape } from './asking.js';
import { table } from './report.js';
import { either, heading, say, spoken } from './words.js';

const DEEP = 3;
const PLAIN = new Set(['SCALAR', 'ENUM']);
const NAMES = ['name', 'title', 'titleZh', 'titleEn', 'key', 'code'];
const SENTENCE = 'SentenceInfo';
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
/** Types of records that have a page of their own. */
export const PAGES = { Tenant: 'unit', Post: 'post', Person: 'person' };

/** Writes the selection that asks for all a type says, a few levels deep; records by their names. */
export async function selection(app, name, depth = 0) {
  const type = await app.asking.type(name);
  if (!type) return '';
  if (type.kind === 'UNION' || type.kind === 'INTERFACE') {
    if (depth >= DEEP) return '{ __typename }';
    const parts = await Promise.all((type.possibleTypes || []).map(async (one) => `... on ${one.name} ${await selection(app, one.name, depth + 1)}`));
    return type.kind === 'INTERFACE' ? '{ __typename id }' : `{ __typename ${parts.join(' ')} }`;
  }
  const record = type.fields.some((field) => field.name === 'id') && depth > 0 && name in PAGES;
  const parts = await Promise.all(type.fields.map((field) => part(app, field, { depth, record })));
  return `{ ${['__typename', ...parts].filter(Boolean).join(' ')} }`;
}

async function part(app, field, { depth, record }) {
  const found = shape(field.type);
  if (field.args.some((arg) => shape(arg.type).required && arg.defaultValue === null)) return '';
  if (PLAIN.has(found.kind)) return record && field.name !== 'id' && !NAMES.includes(field.name) ? '' : field.name;
  if (record || depth + 1 >= DEEP + (found.name === SENTENCE || found.name === 'BookRuleInfo' ? 1 : 0)) return '';
  if (found.name === 'BookRuleInfo') return `${field.name} { key says { zh en } source }`;
  if (found.name.endsWith('Edge')) return '';
  if (found.name.endsWith('Connection') && depth > 0) return '';
  return `${field.name} ${await selection(app, found.name, depth + 1)}`;
}

function titled(value) {
  return value.name || ('titleEn' in value ? either(value) : value.title);
}

/** Prints a value as one line of text. */
export function line(app, value) {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map((one) => line(app, one)).join(say('and')) || '—';
  if (MOMENT.test(value)) return new Date(value).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
  if (typeof value !== 'object') return spoken(value) || app.named(String(value));
  if ('zh' in value && 'en' in value) return either(value);
  if (value.says) return `${value.key ? `${value.key}：` : ''}${either(value.says)}`;
  if (value.name || value.title || value.titleZh) return titled(value);
  if ('value' in value && 'name' in value) return `${value.name} ${value.value}`;
  return Object.entries(value).filter(([key]) => key !== '__typename' && key !== 'id').map(([, one]) => line(app, one)).filter((text) => text !== '—').join(' ');
}

/** Shows a value: records and rules as links, the rest as text. */
export function shown(app, value) {
  if (Array.isArray(value)) {
    if (value.length < 2) return value.map((one) => shown(app, one));
    return h('ul', { class: 'plain' }, value.map((one) => h('li', {}, shown(app, one))));
  }
  if (value && typeof value === 'object') {
    const page = PAGES[value.__typename];
    if (page && value.id) return h('a', { href: `#/${page}/${value.id}` }, titled(value));
    if (value.key && value.says) return [h('a', { href: `#/rules?rule=${encodeURIComponent(value.key)}` }, value.key), ` ${either(value.says)}`];
  }
  return line(app, value);
}

/** Draws an answer: lists of records as tables that can be exported, the rest as facts. */
export async function answer(app, name, value, { caption, level = 3, more = null } = {}) {
  if (value === null || value === undefined) return h('p', {}, say('answer.none'));
  const type = await app.asking.type(name);
  if (Array.isArray(value)) return listing(app, type, value, { caption, level });
  if (value.nodes) {
    const node = shape((await app.asking.field(name, 'nodes')).type).name;
    return listing(app, await app.asking.type(node), value.nodes, { caption, level, more });
  }
  const real = value.__typename && value.__typename !== name ? await app.asking.type(value.__typename) : type;
  const pairs = [];
  const below = [];
  for (const field of real.fields || []) {
    const found = value[field.name];
    if (found === undefined || found === null || (Array.isArray(found) && !found.length)) continue;
    const kind = shape(field.type);
    if (typeof found === 'object' && !PLAIN.has(kind.kind) && tabular(found)) {
      below.push(await answer(app, kind.name, found, { caption: heading(field), level: level + 1 }));
    } else if (field.name !== 'id') pairs.push([heading(field), shown(app, found)]);
  }
  return h('div', {}, h('dl', { class: 'facts wide' }, pairs.map(([term, one]) => h('div', {}, h('dt', {}, term), h('dd', {}, one)))), below);
}

function tabular(value) {
  if (value.nodes) return true;
  return Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null && !('zh' in value[0]);
}

function listing(app, type, rows, { caption, level, more }) {
  const named = (type.fields || []).filter((field) => field.name !== 'id' && rows.some((row) => row[field.name] !== undefined && row[field.name] !== null));
  const columns = named.map((field, index) => ({
    title: heading(field), head: index === 0, text: (row) => line(app, row[field.name]), show: (row) => shown(app, row[field.name]),
  }));
  return table({ caption, name: 'levelwise-answer', columns, rows, more, level });
}
