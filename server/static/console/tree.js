// The tree of units: children are read when a unit is opened. It follows the tree pattern of the
// ARIA practices: one stop for Tab, then arrows to move, open and close.
import { announce, fill, h } from './dom.js';
import { say } from './words.js';

const PAGE = 100;
const OF_A_UNIT = new Set(['DEPARTMENT', 'OFFICE']);
const CHILDREN = `query Children($id: ID!, $after: String) {
  tenant(id: $id) {
    children(first: ${PAGE}, after: $after, orderBy: CODE) {
      nodes { id name code kind suspended children(first: 1) { nodes { id } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const LINE = `query Line($id: ID!) {
  tenant(id: $id) { id name code kind suspended ancestors { id name code kind suspended } }
}`;

export class Tree {
  /** Given: asking; open(id), called when a person chooses a unit. */
  constructor(asking, open) {
    this.asking = asking;
    this.open = open;
    this.known = new Map();
    this.root = null;
    this.chosen = null;
    this.at = null;
    this.element = h('ul', { role: 'tree', onkeydown: (event) => this.key(event) });
  }

  unit(facts, above = null) {
    const known = this.known.get(facts.id);
    if (known) return Object.assign(known, facts.children ? { leaf: facts.children.nodes.length === 0 } : {});
    const made = {
      ...facts, above, parts: null, expanded: false, following: null,
      leaf: facts.children ? facts.children.nodes.length === 0 : false,
    };
    this.known.set(facts.id, made);
    return made;
  }

  /** Opens the line down to a unit and marks it as the one that is shown. */
  async reveal(id) {
    if (!this.known.has(id)) {
      const { tenant } = await this.asking.ask(LINE, { id });
      if (!tenant) return null;
      const line = [...tenant.ancestors, tenant];
      this.root = this.unit(line[0]);
      for (const [above, below] of line.slice(1).map((one, index) => [line[index], one])) {
        await this.unfold(this.known.get(above.id), below.id);
      }
    }
    this.chosen = id;
    this.at = this.known.has(id) ? id : this.root && this.root.id;
    for (let unit = this.known.get(id)?.above; unit; unit = unit.above) unit.expanded = true;
    this.draw();
    const item = this.items().find((one) => one.dataset.id === this.at);
    if (item) item.firstElementChild.scrollIntoView({ block: 'nearest' });
    return this.known.get(id) || null;
  }

  /** Reads the children of a unit, page by page until the wanted one is among them. */
  async unfold(unit, wanted = null) {
    while (unit && (unit.parts === null || (wanted && unit.following && !this.known.has(wanted)))) {
      await this.page(unit);
    }
    if (unit) unit.expanded = !unit.leaf;
  }

  async page(unit) {
    const { tenant } = await this.asking.ask(CHILDREN, { id: unit.id, after: unit.following });
    const found = tenant ? tenant.children : { nodes: [], pageInfo: {} };
    const parts = found.nodes.map((facts) => this.unit(facts, unit));
    // Levels of the line first, departments and offices behind them.
    const areas = parts.filter((part) => !OF_A_UNIT.has(part.kind));
    unit.parts = [...(unit.parts || []), ...areas, ...parts.filter((part) => OF_A_UNIT.has(part.kind))];
    unit.following = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
    unit.leaf = unit.parts.length === 0;
    return found.nodes.length;
  }

  /** Forgets what was read below a unit, after something there has changed. */
  async again(id) {
    const unit = this.known.get(id);
    if (!unit) return;
    for (const part of unit.parts || []) this.known.delete(part.id);
    unit.parts = null;
    unit.following = null;
    unit.leaf = false;
    if (unit.expanded) await this.unfold(unit);
    this.draw();
  }

  // ------------------------------------------------------------------ drawing
  draw() {
    const focused = this.element.contains(document.activeElement);
    this.element.setAttribute('aria-label', say('tree.title'));
    fill(this.element, this.root ? this.item(this.root, 1) : null);
    if (focused) this.focus();
  }

  item(unit, level) {
    const inner = unit.expanded && unit.parts
      ? h('ul', { role: 'group' }, unit.parts.map((part) => this.item(part, level + 1)), unit.following ? this.moreItem(unit, level + 1) : null)
      : null;
    const name = h('span', { class: 'name' },
      h('span', { class: 'mark', 'aria-hidden': 'true', onclick: (event) => { event.stopPropagation(); this.toggle(unit); } }, unit.leaf ? '·' : unit.expanded ? '▾' : '▸'),
      unit.name, ' ', h('span', { class: 'kind' }, say(`kind.${unit.kind}`)),
      unit.suspended ? h('span', { class: 'kind' }, ` ${say('unit.suspended')}`) : null);
    return h('li', {
      role: 'treeitem', id: `tree-${unit.id}`, 'data-id': unit.id, 'aria-level': level,
      'aria-expanded': unit.leaf ? null : String(unit.expanded),
      'aria-selected': String(unit.id === this.chosen),
      tabindex: unit.id === this.at ? '0' : '-1',
      'aria-label': `${unit.name} ${say(`kind.${unit.kind}`)}${unit.suspended ? ` ${say('unit.suspended')}` : ''}`,
      onclick: (event) => { event.stopPropagation(); this.choose(unit); },
    }, name, inner);
  }

  moreItem(unit, level) {
    const id = `${unit.id}+`;
    return h('li', {
      role: 'treeitem', 'data-id': id, 'aria-level': level, 'aria-selected': 'false',
      tabindex: id === this.at ? '0' : '-1',
      onclick: (event) => { event.stopPropagation(); this.more(unit); },
    }, h('span', { class: 'name more' }, say('tree.more')));
  }

  async more(unit) {
    const before = unit.parts.length;
    const count = await this.page(unit);
    this.at = unit.parts[before] ? unit.parts[before].id : unit.id;
    this.draw();
    this.focus();
    announce(say('tree.loaded', { count }));
  }

  async toggle(unit) {
    if (unit.leaf) return;
    if (unit.expanded) unit.expanded = false;
    else await this.unfold(unit);
    this.at = unit.id;
    this.draw();
    if (unit.expanded) announce(say('tree.opened', { name: unit.name, count: unit.parts.length }));
    else if (unit.leaf) announce(say('tree.leaf', { name: unit.name }));
  }

  choose(unit) {
    this.at = unit.id;
    this.draw();
    this.focus();
    this.open(unit.id);
  }

  focus() {
    const item = this.items().find((one) => one.dataset.id === this.at);
    if (item) item.focus();
  }

  items() {
    return [...this.element.querySelectorAll('[role=treeitem]')];
  }

  // ------------------------------------------------------------------ keys
  async key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const items = this.items();
    const index = items.findIndex((one) => one.dataset.id === this.at);
    const unit = this.known.get(this.at);
    const moves = {
      ArrowDown: () => this.move(items[index + 1]),
      ArrowUp: () => this.move(items[index - 1]),
      Home: () => this.move(items[0]),
      End: () => this.move(items[items.length - 1]),
      Enter: () => (unit ? this.choose(unit) : items[index].click()),
      ' ': () => (unit ? this.choose(unit) : items[index].click()),
      ArrowRight: async () => {
        if (!unit || unit.leaf) return;
        if (!unit.expanded) { await this.toggle(unit); this.focus(); } else this.move(items[index + 1]);
      },
      ArrowLeft: async () => {
        if (unit && unit.expanded) { await this.toggle(unit); this.focus(); return; }
        const above = unit ? unit.above : this.known.get(this.at.slice(0, -1));
        if (above) this.move(items.find((one) => one.dataset.id === above.id));
      },
    };
    if (event.key in moves) {
      event.preventDefault();
      await moves[event.key]();
    }
  }

  move(item) {
    if (!item) return;
    this.at = item.dataset.id;
    for (const one of this.items()) one.setAttribute('tabindex', one === item ? '0' : '-1');
    item.focus();
  }
}
