// How much one person may give alone: the strictest word on the line holds.
import { h } from './dom.js';
import { table } from './report.js';
import { moment, say } from './words.js';

const THRESHOLDS = '{ changeThresholds { id number people records setAt tenant { id name } } }';

async function read(app) {
  return (await app.asking.ask(THRESHOLDS)).changeThresholds;
}

/** The number of the reader's own threshold; 0 where their unit has set none. */
export async function thresholdNumber(app) {
  const own = (await read(app)).find((one) => one.tenant.id === app.me.tenant.id);
  return own ? own.number : 0;
}

/** The thresholds that hold for the reader's unit; null where the server has no such thing. */
export async function thresholds(app) {
  if (!(await app.asking.field('Query', 'changeThresholds'))) return null;
  const set = app.acts.find((act) => act.name === 'setChangeThreshold');
  const columns = [
    { title: say('threshold.tenant'), head: true, text: (one) => one.tenant.name },
    { title: say('threshold.people'), width: 'tight', text: (one) => String(one.people) },
    { title: say('threshold.records'), width: 'tight', text: (one) => (one.records === null ? '—' : String(one.records)) },
    { title: say('threshold.set_at'), width: 'tight', text: (one) => moment(one.setAt) },
  ];
  return [
    table({ caption: say('threshold.title'), name: 'levelwise-thresholds', columns, rows: await read(app), note: say('threshold.note') }),
    set ? h('div', { class: 'doings' }, h('a', { class: 'button', href: `#/do/${set.name}` }, set.title)) : null,
  ];
}
