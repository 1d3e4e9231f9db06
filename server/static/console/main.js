// The console: signing in, the frame, and which page of it is shown.
import { actView, doings, offeredActs } from './acts.js';
import { Asking } from './asking.js';
import { whyView } from './asking_why.js';
import { auditView } from './audit.js';
import { bookView } from './book.js';
import { changeView, changesView, waitingForMe } from './changes.js';
import { announce, button, fill, focusOn, h, labelled } from './dom.js';
import { personView, postView } from './people.js';
import { reorganisationView } from './reorganising.js';
import { grantableAt, known, rolesPage } from './roles.js';
import { searching } from './searching.js';
import { Session } from './signing_in.js';
import { Tree } from './tree.js';
import { inUnit, unitView } from './unit.js';
import { beginLanguage, either, language, say, spoken, useLanguage } from './words.js';

const ME = `query Me {
  apiLevel
  viewer { name language notice noticeCode tenant { id name kind } posts { postId title titleEn tenantName acting leading roles } }
  ruleBook {
    version
    acts { key title { zh en } noun { zh en } }
    words { key says { zh en } }
    roles { key title { zh en } kinds notWith includes }
    rules { key page allows acts roles conditions { zh en } says { zh en } source }
  }
}`;

// Pages that are reached from an entry of the menu.
const WITHIN = { person: 'unit', post: 'unit', change: 'changes', reorganisation: 'changes' };

class Console {
  constructor(place, settings) {
    this.place = place;
    this.session = new Session(settings, () => { this.signIn(say('signin.over')); });
    this.asking = new Asking(this.session);
    this.me = null;
    this.book = null;
    this.acts = [];
    this.waiting = null;
    this.seen = [];
    this.names = new Map();
    this.shownAt = 0;
    // Where there is room the tree is always open.
    this.wide = window.matchMedia('(min-width: 52.01rem)');
    this.wide.addEventListener('change', () => { if (this.side) this.side.open = this.wide.matches; });
    window.addEventListener('hashchange', () => { if (this.me) this.show(); });
  }

  async begin() {
    try {
      if (await this.session.finish()) return await this.enter();
    } catch (trouble) {
      return this.signIn(trouble.message);
    }
    if (this.session.chosenBefore()) return this.enter();
    return this.signIn();
  }

  // ------------------------------------------------------------------ names
  roleTitle(key) {
    const role = this.book.roles.find((one) => one.key === key);
    return role ? either(role.title) : key;
  }

  actTitle(key) {
    const act = this.book.acts.find((one) => one.key === key);
    return act ? either(act.title) : key;
  }

  /** What an act is done to, by the name of the noun; empty where there is none. */
  nounTitle(noun) {
    const act = noun && this.book.acts.find((one) => one.key.startsWith(`${noun}.`));
    return act ? either(act.noun) : noun || '';
  }

  /** A condition of the book in its own sentence. */
  wordTitle(key) {
    const word = this.book.words.find((one) => one.key === key);
    return word ? either(word.says) : key;
  }

  /** A permission, as role:act. */
  permission(text) {
    const [role, act] = text.split(':');
    return `${this.roleTitle(role)}：${this.actTitle(act)}`;
  }

  /** Says a key of the book as people do; everything else is left as it is. */
  named(text) {
    return this.names.has(text) ? either(this.names.get(text)) : text;
  }

  /** A sentence of the server with the keys in it said as people do: roles, acts, kinds. */
  plain(sentence) {
    const said = sentence.replace(/(?<![\w-])[A-Za-z][A-Za-z_.]*[A-Za-z](?![\w-])/g, (key) => {
      const keyed = language() === 'zh' || /[_.]|^[A-Z]+$/.test(key);
      return (keyed && (this.names.has(key) ? this.named(key) : spoken(key))) || key;
    });
    return said.replace(/(?<=[\u3400-\u9fff）]) (?=[\u3400-\u9fff])/g, '');
  }

  /** Records of a kind to choose from: what is in a unit, and what was looked at before. */
  async candidates(kind, unit) {
    const near = [...(unit ? await inUnit(this, kind, unit) : []), ...(await known(this, kind))];
    const seen = this.seen.filter((one) => !kind || one.id.startsWith(`${kind}_`));
    const found = new Map();
    for (const one of [...near, ...seen]) if (!found.has(one.id)) found.set(one.id, one);
    return [...found.values()];
  }

  /** Roles to choose from at a unit; where the server says which can be given there, with its reasons. */
  async roleChoices(unit) {
    const offers = unit && (await this.asking.field('Query', 'grantableRoles')) ? await grantableAt(this, unit) : null;
    if (!offers) return this.book.roles.map((role) => ({ key: role.key, title: either(role.title) }));
    return offers.filter((one) => one.role).map((one) => ({ key: one.role, title: either(one), disabled: !one.grantable, why: one.message && this.plain(one.message) }));
  }

  /** Roles with all that they bring along. */
  closed(roles) {
    const found = new Set(['anyone']);
    const front = [...roles];
    while (front.length) {
      const key = front.pop();
      if (found.has(key)) continue;
      found.add(key);
      front.push(...((this.book.roles.find((one) => one.key === key) || { includes: [] }).includes));
    }
    return found;
  }

  /** The rules that allow something to whoever holds these roles. */
  rulesOf(roles) {
    const held = this.closed(roles);
    return this.book.rules.filter((rule) => rule.allows && rule.roles.some((role) => held.has(role)));
  }

  /** What a role may do by itself and by what it brings along. */
  actsOf(role) {
    return [...new Set(this.rulesOf([role]).flatMap((rule) => rule.acts))];
  }

  colophon() {
    const acting = this.me.posts.find((one) => one.acting);
    return [
      'Levelwise 层层抓落实', this.me.name, acting && `${acting.tenantName} ${either(acting)}`,
      new Date().toLocaleString(language() === 'zh' ? 'zh-CN' : 'en-GB'), `${say('book.version')} ${this.book.version.slice(0, 12)}`,
    ];
  }

  /** Reads anew what an act may have changed: the units near it, and what waits for the reader. */
  async moved(unit) {
    if (unit) await this.tree.again(unit);
    this.waiting = await waitingForMe(this);
    this.drawMenu(this.address().parts[0] || 'unit');
  }

  why(act, id) {
    return h('a', { class: 'button quiet', href: `#/why?${new URLSearchParams({ act, id })}` }, say('why.short'));
  }

  doings(about) {
    return doings(this, about);
  }

  saw(view, kind) {
    const [, , id] = kind;
    if (!id || this.seen.some((one) => one.id === id)) return;
    this.seen.unshift({ id, name: view.title });
    this.seen.length = Math.min(this.seen.length, 40);
  }

  // ------------------------------------------------------------------ signing in
  signIn(trouble = null) {
    this.me = null;
    this.redraw = () => this.signIn(trouble);
    document.title = `${say('signin.title')} · ${say('title')}`;
    const { provider, configured, cast } = this.session;
    const ways = [];
    if (provider) ways.push(h('p', {}, button(say('signin.provider'), () => this.session.begin(), { class: 'main' })), h('p', { class: 'soft' }, say('signin.provider_note', { issuer: provider.issuer })));
    else if (configured) ways.push(h('p', { class: 'trouble' }, say('signin.unreachable')));
    if (cast.length) ways.push(this.castList(cast));
    if (!provider && !configured && !cast.length) ways.push(h('p', { class: 'trouble' }, say('signin.nowhere')));
    const heading = h('h1', {}, say('title'));
    fill(this.place,
      h('header', { class: 'top' }, h('img', { src: '/static/levelwise.svg', alt: '' }), heading, this.languageButton()),
      h('main', { id: 'main', class: 'narrow' }, h('p', { class: 'lead' }, say('signin.lead')),
        trouble ? h('p', { class: 'trouble', role: 'alert' }, trouble) : null, h('h2', {}, say('signin.title')), ways),
      this.saying());
  }

  castList(cast) {
    const words = (person) => [...new Set([person.actor_type, ...(person.roles || [])])].filter(Boolean);
    const select = h('select', { id: 'cast', size: 12 }, cast.map((person) => h('option', { value: person.key }, `${person.name} · ${person.tenant_name} · ${words(person).map((key) => this.titleBefore(key)).join(say('and'))}`)));
    select.value = (cast.find((one) => one.key === 'county-administrator') || cast[0]).key;
    return h('form', { onsubmit: (event) => { event.preventDefault(); this.session.choose(select.value); this.enter(); } },
      labelled(say('signin.cast'), select, say('signin.cast_note')), h('p', {}, h('button', { type: 'submit', class: 'main' }, say('signin.enter'))));
  }

  /** Titles of roles before anybody has signed in: the rule book is for everyone to read. */
  titleBefore(key) {
    const role = this.openRoles && this.openRoles.find((one) => one.key === key);
    return role ? either(role.title) : key;
  }

  async enter() {
    fill(this.place, h('main', { id: 'main', class: 'narrow' }, h('p', { role: 'status' }, say('loading'))));
    try {
      await this.arrive();
    } catch (trouble) {
      this.session.forget();
      this.signIn(trouble.message);
    }
  }

  async arrive() {
    const data = await this.asking.ask(ME);
    this.me = data.viewer;
    this.book = data.ruleBook;
    for (const one of [...this.book.roles, ...this.book.acts]) this.names.set(one.key, one.title);
    const acting = this.me.posts.find((one) => one.acting);
    this.asking.post = acting ? acting.postId : null;
    if (!acting) return this.nobody();
    this.acts = await offeredActs(this);
    this.audited = Boolean(await this.asking.field('Query', 'auditEvents'));
    this.waiting = await waitingForMe(this);
    this.tree = new Tree(this.asking, (id) => { window.location.hash = `#/unit/${id}`; });
    this.frame();
    return this.show();
  }

  /** Signed in, but nobody here yet: an invitation makes them somebody. */
  nobody() {
    this.redraw = () => this.nobody();
    const code = h('input', { type: 'text', id: 'code', required: true, autocomplete: 'one-time-code', spellcheck: 'false' });
    const trouble = h('p', { class: 'trouble', role: 'alert' });
    const form = h('form', {
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await this.asking.accept(code.value.trim());
          await this.becomeSomebody();
        } catch (problem) {
          trouble.textContent = problem.message;
        }
      },
    }, labelled(say('invited.code'), code, say('invited.note')), trouble, h('p', {}, h('button', { type: 'submit', class: 'main' }, say('invited.accept'))));
    document.title = `${say('invited.title')} · ${say('title')}`;
    const heading = h('h1', {}, say('invited.title'));
    fill(this.place, h('header', { class: 'top' }, h('img', { src: '/static/levelwise.svg', alt: '' }), heading, this.languageButton(), this.leaveButton()),
      h('main', { id: 'main', class: 'narrow' }, h('p', { class: 'lead' }, this.me.notice || ''), form), this.saying());
    focusOn(heading);
  }

  /** What the server remembers of nobody it forgets within seconds. */
  async becomeSomebody() {
    announce(say('invited.accepted'));
    for (let tries = 0; tries < 12; tries += 1) {
      const { viewer } = await this.asking.ask('query Somebody { viewer { posts { acting } } }');
      if (viewer.posts.some((one) => one.acting)) break;
      await new Promise((done) => { window.setTimeout(done, 700); });
    }
    await this.arrive();
  }

  // ------------------------------------------------------------------ the frame
  languageButton() {
    const other = language() === 'zh' ? 'en' : 'zh';
    return button(say('other_language'), () => { useLanguage(other); this.redraw(); document.getElementById('language').focus(); },
      { id: 'language', class: 'quiet', lang: other === 'zh' ? 'zh-CN' : 'en' });
  }

  leaveButton() {
    return button(say('signin.leave'), () => this.session.leave(), { class: 'quiet' });
  }

  saying() {
    return h('p', { id: 'said', role: 'status', 'aria-live': 'polite', class: 'heard' });
  }

  frame() {
    this.redraw = () => { this.frame(); this.show({ quiet: true }); };
    const posts = h('select', { id: 'acting', onchange: () => this.changePost(posts.value) },
      this.me.posts.map((post) => h('option', { value: post.postId }, `${post.tenantName} ${either(post)}`)));
    posts.value = this.asking.post;
    this.main = h('main', { id: 'main' });
    this.side = h('details', { open: this.wide.matches }, h('summary', {}, say('tree.title')),
      searching(this.asking, (id) => { window.location.hash = `#/unit/${id}`; }), this.tree.element);
    this.menu = h('nav', { class: 'menu', 'aria-label': say('menu.title') });
    fill(this.place,
      h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); focusOn(this.main); } }, say('skip')),
      h('header', { class: 'top' }, h('img', { src: '/static/levelwise.svg', alt: '' }), h('h1', { class: 'brand' }, say('title')),
        h('div', { class: 'who' }, h('span', {}, this.me.name), labelled(say('acting'), posts)), this.languageButton(), this.leaveButton()),
      this.menu,
      h('div', { class: 'sides' },
        h('nav', { class: 'side', 'aria-label': say('tree.title') }, this.side),
        this.main),
      this.saying());
    this.tree.draw();
  }

  async changePost(post) {
    this.asking.post = post;
    window.location.hash = '';
    await this.enter();
  }

  drawMenu(kind) {
    const entries = [['unit', `#/unit/${this.me.tenant.id}`, say('menu.unit')], ['roles', '#/roles', say('menu.roles')],
      this.waiting === null ? null : ['changes', '#/changes', say(this.waiting ? 'menu.changes_waiting' : 'menu.changes', { count: this.waiting })], ['why', '#/why', say('menu.why')],
      this.audited ? ['audit', '#/audit', say('menu.audit')] : null, ['rules', '#/rules', say('menu.rules')]].filter(Boolean);
    fill(this.menu, h('ul', {}, entries.map(([name, href, text]) => h('li', {}, h('a', { href, 'aria-current': name === (WITHIN[kind] || kind) ? 'page' : null, onclick: () => { if (window.location.hash === href) this.show(); } }, text)))));
  }

  // ------------------------------------------------------------------ which page is shown
  address() {
    const [path, query = ''] = window.location.hash.replace(/^#\/?/, '').split('?');
    return { parts: path.split('/').map(decodeURIComponent), given: Object.fromEntries(new URLSearchParams(query)) };
  }

  async view({ parts: [kind, id], given }) {
    if (kind === 'person') return personView(this, id);
    if (kind === 'post') return postView(this, id);
    if (kind === 'rules') return bookView(this, given);
    if (kind === 'why') return whyView(this, given);
    if (kind === 'audit') return auditView(this, given);
    if (kind === 'roles') return rolesPage(this);
    if (kind === 'changes') return changesView(this);
    if (kind === 'change') return changeView(this, id);
    if (kind === 'reorganisation') return reorganisationView(this, id);
    if (kind === 'do') return actView(this, id, given);
    return unitView(this, id || this.me.tenant.id);
  }

  async show({ quiet = false } = {}) {
    this.shownAt += 1;
    const mine = this.shownAt;
    const address = this.address();
    this.main.setAttribute('aria-busy', 'true');
    let view;
    try {
      view = await this.view(address);
    } catch (trouble) {
      view = { title: say('trouble'), content: [h('p', { class: 'trouble', role: 'alert' }, trouble.message)] };
    }
    if (mine !== this.shownAt || !this.me) return;
    view = view || { title: say('absent'), content: [h('p', {}, say('absent_note'))] };
    const heading = h('h2', { id: 'heading' }, view.title);
    fill(this.main, heading, view.content);
    this.main.removeAttribute('aria-busy');
    this.drawMenu(address.parts[0] || 'unit');
    document.title = `${view.title} · ${say('title')}`;
    this.saw(view, ['', ...address.parts]);
    const unit = view.unit || (this.tree.root ? null : this.me.tenant.id);
    if (unit) await this.tree.reveal(unit);
    if (!quiet && !this.wide.matches) this.side.open = false;
    if (!quiet) this.arriveAt(heading);
    if (view.arrived) view.arrived();
  }

  /** The heading of the new page is heard, unless a person is walking in the tree. */
  arriveAt(heading) {
    if (this.side.open && this.tree.element.contains(document.activeElement)) announce(heading.textContent);
    else focusOn(heading);
  }
}


async function start() {
  beginLanguage();
  const settings = JSON.parse(document.getElementById('settings').textContent);
  const console_ = new Console(document.getElementById('console'), settings);
  if (settings.cast.length) {
    try {
      const { ruleBook } = await console_.asking.ask('query Titles { ruleBook { roles { key title { zh en } } } }');
      console_.openRoles = ruleBook.roles;
    } catch (away) {
      console_.openRoles = [];
    }
  }
  await console_.begin();
}

start();
