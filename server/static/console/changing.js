// A change of rights: foreseen by the server first, and then made exactly as it was foreseen, or not at all.
import { announce, button, fill, focusOn, h } from './dom.js';
import { CHANGE, meaning } from './effects.js';
import { freshKey } from './forms.js';
import { printing } from './report.js';
import { REFUSAL, refused, verdict } from './verdicts.js';
import { either, say } from './words.js';

const PREVIEW = `mutation Preview($input: PreviewChangeInput!) {
  done: previewChange(input: $input) { __typename ... on PreviewChangeSuccess { change ${CHANGE} } ${REFUSAL} }
}`;
const APPLY = `mutation Apply($input: ApplyChangeInput!) {
  done: applyChange(input: $input) { __typename ... on ApplyChangeSuccess { change ${CHANGE} } ${REFUSAL} }
}`;

/** What was filled in, as the server takes it: the ground beside the one member that names the change. */
function asChange(act, given) {
  const named = (ground) => Object.fromEntries(act.inputs.filter((one) => Boolean(one.ground) === ground && one.name in given).map((one) => [one.name, given[one.name]]));
  return { ...named(true), [act.name]: named(false) };
}

/** Asks what an act would mean, shows it, and offers to do exactly that. */
export async function foretold(place, given, facts) {
  const { app, act, preview, again, back } = place;
  const { done } = await app.asking.ask(PREVIEW, { input: { key: freshKey(), change: asChange(act, given) } });
  if (done.__typename === 'Refusal') {
    focusOn(fill(preview, refused(app, done, { again })).firstElementChild);
    return;
  }
  const title = h('h3', {}, say('act.will', { act: act.title }));
  const wrong = h('p', { class: 'trouble', role: 'alert' });
  const { change } = done;
  fill(preview, title, facts, await meaning(app, change), beforehand(change), wrong, h('div', { class: 'doings' },
    change.kind === 'REORGANISATION' ? steps(change) : applying(app, change, { wrong, then: (answer) => shown(place, answer) }),
    button(say('act.back'), back, { class: 'quiet' }), printing()));
  focusOn(title);
  announce(say('act.look'));
}

/** What has to be known before the button is pressed. */
function beforehand(change) {
  if (change.kind === 'REORGANISATION') return h('p', {}, say('change.reorganisation_first'));
  if (change.needsSecond && change.state === 'PREVIEWED') return verdict('waits', say('change.for_two'), h('p', {}, say('change.for_two_note', { who: above(change) })));
  return h('p', { class: 'soft' }, say('change.exactly'));
}

/** A reorganisation has steps of its own, and its own second person. */
export function steps(change) {
  return h('a', { class: 'button main', href: `#/reorganisation/${change.reorganisation.id}` }, say('change.steps'));
}

/** Who confirms: somebody of the level above, or, at the top, somebody else of the same unit. */
export function above(change) {
  const line = change.tenant.ancestors;
  return line.length ? say('change.above', { unit: line[line.length - 1].name }) : say('change.beside', { unit: change.tenant.name });
}

/** The button that makes a change exactly as it was previewed; `then` is told what the server answered. */
export function applying(app, change, { wrong, then }) {
  const key = freshKey();
  const first = change.needsSecond && change.state === 'PREVIEWED';
  const pressed = button(say(first ? 'change.propose' : 'act.do'), async () => {
    pressed.disabled = true;
    fill(wrong);
    try {
      const input = { key, change: change.id, expectedVersion: change.version, previewHash: change.previewHash };
      await then((await app.asking.ask(APPLY, { input })).done);
    } catch (trouble) {
      pressed.disabled = false;
      fill(wrong, trouble.message);
    }
  }, { class: 'main' });
  return pressed;
}

async function shown({ app, act, preview, again, unit }, answer) {
  if (answer.__typename === 'Refusal') {
    focusOn(fill(preview, refused(app, answer, { again })).firstElementChild);
    return;
  }
  const { change } = answer;
  await app.moved(unit);
  const said = outcome(change, act.title, unit);
  fill(preview, said);
  focusOn(said);
  announce(said.querySelector('strong').textContent);
}

/** What became of a change: it was made, or it waits for the second person. */
export function outcome(change, title, unit) {
  const address = `#/change/${change.id}`;
  const see = window.location.hash === address ? null : h('a', { class: 'button', href: address }, say('change.see'));
  if (change.state === 'PROPOSED') {
    return verdict('waits', say('change.waits', { act: title }), h('p', {}, say('change.waits_note', { who: above(change) })), see && h('p', {}, see));
  }
  const named = [change.person && ['person', change.person, change.person.name], change.post && ['post', change.post, `${change.post.tenant.name} ${either(change.post)}`]].filter(Boolean);
  return verdict('may', say('act.done', { act: title }),
    named.length ? h('ul', { class: 'plain' }, named.map(([page, one, text]) => h('li', {}, h('a', { href: `#/${page}/${one.id}` }, text)))) : null,
    h('div', { class: 'doings' }, unit ? h('a', { class: 'button', href: `#/unit/${unit}` }, say('act.see_unit')) : null, see));
}
