// What the page shows, as a table that can be sorted through by eye, printed and taken away.
import { announce, button, h } from './dom.js';
import { say } from './words.js';

const FORMULA = /^[\s\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/** Prints one cell of a CSV file: a spreadsheet must read text as text, never as a formula. */
export function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** Prints a CSV file that spreadsheets open in Chinese and English: UTF-8 with its mark, CRLF. */
export function csv(columns, rows) {
  const taken = columns.filter((column) => !column.here);
  const lines = [taken.map((column) => cell(column.title)), ...rows.map((row) => taken.map((column) => cell(column.text(row))))];
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = h('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * A table with its heading, a way to print and a way to export.
 * columns: {title, text(row), show(row)?, head?, width?, here?: only on the screen}; more: loads further rows, or null.
 */
export function table({ caption, name, columns, rows, more = null, level = 3, note = null, empty = say('table.none') }) {
  const listed = [...rows];
  const body = h('tbody', { role: 'rowgroup' }, listed.map((row) => line(columns, row)));
  const count = h('span', { class: 'soft' });
  const next = button(say('table.more'), load, { class: 'quiet' });
  const section = h('section', { class: 'report' });
  const heading = h(`h${level}`, {}, caption, ' ', count);
  let following = more;

  function counted() {
    count.textContent = say(following ? 'table.count_more' : 'table.count', { count: listed.length });
    next.hidden = !following;
  }

  async function load() {
    next.disabled = true;
    try {
      const [found, rest] = await following();
      listed.push(...found);
      body.append(...found.map((row) => line(columns, row)));
      following = rest;
      counted();
      announce(say('table.loaded', { count: found.length }));
    } finally {
      next.disabled = false;
    }
  }

  async function whole() {
    while (following) await load();
    save(`${name}.csv`, csv(columns, listed));
    announce(say('table.exported', { count: listed.length }));
  }

  counted();
  section.append(
    h('div', { class: 'bar' }, heading, listed.length ? h('div', { class: 'tools' }, button(say('table.export'), whole, { class: 'quiet', 'aria-label': `${say('table.export')}：${caption}` })) : null),
  );
  if (note) section.append(h('p', { class: 'soft' }, note));
  section.append(
    listed.length
      ? h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption },
          h('table', { role: 'table' }, h('caption', { class: 'heard' }, caption), h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map((column) => h('th', { scope: 'col', role: 'columnheader', class: column.here ? 'here' : null }, column.title)))), body))
      : h('p', { class: 'soft' }, empty),
    next,
  );
  return section;
}

/** A row; on a narrow screen it is a card, so the roles are said, and each cell brings its title along. */
function line(columns, row) {
  return h('tr', { role: 'row' }, columns.map((column) => {
    const shown = column.show ? column.show(row) : column.text(row);
    if (column.head) return h('th', { scope: 'row', role: 'rowheader', class: column.width }, shown);
    return h('td', { role: 'cell', class: column.here ? 'here' : column.width, 'data-title': column.title }, shown);
  }));
}

/** The lines that only paper shows: who printed what, when, under which book. */
export function colophon(facts) {
  return h('p', { class: 'paper' }, facts.filter(Boolean).join(' · '));
}

/** A button that prints what is shown. */
export function printing() {
  return button(say('table.print'), () => window.print(), { class: 'quiet' });
}
