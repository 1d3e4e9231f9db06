// Changes of the tree: what is proposed, what it would mean, and which step is next.
import { to } from './acts.js';
import { h } from './dom.js';
import { movesOf } from './effects.js';
import { colophon, printing, table } from './report.js';
import { facts } from './unit.js';
import { either, say, spoken } from './words.js';

const LIST = 'query Reorganisations { reorganisations(first: 50) { nodes { id kind title state documentNo effectiveOn superior { id name } } } }';
const ONE = `query Reorganisation($id: ID!) { reorganisation(id: $id) {
  id kind state title documentNo reason draftedAt previewedAt approvedAt effectiveOn appliedOn reversedAt endedBecause
  superior { id name } proposedBy { id name } viewerActions { act allowed }
  steps { id position verb unit { id name } to { id name } toStep post { id title titleEn } name code }
} }`;
// Previewing goes the way of every change; the other steps are acts of their own.
const STEPS = { PREVIEW: 'reorganisation' };

const word = (name) => spoken(name) || name;

/** The list of them; null where the server has none. */
export async function reorganisations(app) {
  if (!(await app.asking.field('Query', 'reorganisations'))) return null;
  const { reorganisations: found } = await app.asking.ask(LIST);
  const draft = app.acts.find((act) => act.name === 'draftReorganisation');
  const columns = [
    { title: say('reorganisation.what'), head: true, text: (one) => one.title, show: (one) => h('a', { href: `#/reorganisation/${one.id}` }, one.title) },
    { title: say('unit.kind'), width: 'tight', text: (one) => word(one.kind) },
    { title: say('roles.state'), width: 'tight', text: (one) => word(one.state) },
    { title: say('reorganisation.superior'), text: (one) => one.superior.name },
    { title: say('reorganisation.on'), width: 'tight', text: (one) => one.effectiveOn || '—' },
    { title: say('post.document'), text: (one) => one.documentNo },
  ];
  return [
    table({ caption: say('reorganisation.title'), name: 'levelwise-reorganisations', columns, rows: found.nodes, note: say('reorganisation.note') }),
    draft ? h('div', { class: 'doings' }, h('a', { class: 'button', href: to(draft.name, { unit: app.tree.chosen }) }, draft.title)) : null,
  ];
}

function steps(found) {
  const columns = [
    { title: say('reorganisation.step'), head: true, width: 'tight', text: (one) => String(one.position) },
    { title: say('reorganisation.verb'), text: (one) => word(one.verb) },
    { title: say('field.tenant'), text: (one) => [one.unit && one.unit.name, one.post && either(one.post)].filter(Boolean).join(' ') || '—' },
    { title: say('reorganisation.to'), text: (one) => (one.to ? one.to.name : one.toStep ? say('reorganisation.to_step', { number: one.toStep }) : '—') },
    { title: say('reorganisation.name'), text: (one) => [one.name, one.code].filter(Boolean).join(' ') || '—' },
  ];
  return table({ caption: say('reorganisation.steps'), name: 'levelwise-reorganisation-steps', columns, rows: found.steps });
}

/** Draws one of them, with the steps that the reader may do now. */
export async function reorganisationView(app, id) {
  if (!(await app.asking.field('Query', 'reorganisation'))) return null;
  const { reorganisation: found } = await app.asking.ask(ONE, { id });
  if (!found) return null;
  const offered = found.viewerActions.filter((one) => one.allowed).map((one) => STEPS[one.act] || `${one.act.toLowerCase()}Reorganisation`);
  const links = app.acts.filter((act) => offered.includes(act.name)).map((act) => h('a', { class: 'button', href: to(act.name, { reorganisation: found.id, unit: found.superior.id }) }, act.title));
  return {
    title: found.title,
    unit: found.superior.id,
    content: [
      facts([
        [say('unit.kind'), word(found.kind)], [say('roles.state'), h('strong', {}, word(found.state))],
        [say('reorganisation.superior'), found.superior.name], [say('reorganisation.by'), found.proposedBy.name], [say('post.document'), found.documentNo],
        [say('field.reason'), found.reason], [say('reorganisation.on'), found.effectiveOn], [say('reorganisation.done'), found.appliedOn], [say('reorganisation.ended'), found.endedBecause],
      ]),
      h('div', { class: 'doings' }, links, printing()),
      steps(found),
      await movesOf(app, found.id),
      colophon(app.colophon()),
    ],
  };
}
