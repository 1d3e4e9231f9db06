// What the console itself says, in Chinese and English. What people wrote is never translated.
import { TEXTS } from './texts.js';
import { ACTS_AND_CHANGES } from './texts_acts.js';

const ALL = { ...TEXTS, ...ACTS_AND_CHANGES };

const KEPT = 'levelwise.language';
let chosen = 'zh';

/** Gives the language of the page: zh or en. */
export function language() {
  return chosen;
}

/** Chooses the language: the one of the address or the last choice, else that of the page as sent. */
export function beginLanguage() {
  const asked = new URLSearchParams(window.location.search).get('lang');
  const before = window.localStorage.getItem(KEPT);
  const sent = document.documentElement.lang.startsWith('en') ? 'en' : 'zh';
  useLanguage([asked, before, sent].find((one) => one === 'zh' || one === 'en'), false);
}

/** Changes the language, and remembers it when a person chose it. */
export function useLanguage(wanted, remember = true) {
  chosen = wanted === 'en' ? 'en' : 'zh';
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  if (remember) window.localStorage.setItem(KEPT, chosen);
}

/** Gives one of the console's own texts, with its {facts} filled in. */
export function say(key, facts = {}) {
  const text = ALL[key];
  if (!text) throw new Error(`no text: ${key}`);
  return text[chosen === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
}

/** Whether the console has a text of this name. */
export function sayable(key) {
  return key in ALL;
}

/** A moment as clocks in China show it, to the minute. */
export function moment(text) {
  return new Date(text).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
}

/** A name of the schema in our own words: a kind, a state, a step; null where we have none. */
export function spoken(name) {
  if (!/^[A-Z_]+$/.test(name)) return null;
  const key = ['kind', 'state', 'reorganisation'].map((family) => `${family}.${name}`).find(sayable);
  return key ? say(key) : null;
}

/** The heading of a field of the schema: ours where we have one, else its description. */
export function heading(field) {
  const key = field.label || `field.${field.name}`;
  return sayable(key) ? say(key) : either(field.description || field.name);
}

/** Chooses from something that has both languages: {zh, en}, titles, or one description with both. */
export function either(both) {
  if (!both) return '';
  if (typeof both === 'string') return ofDescription(both);
  if ('titleZh' in both) return chosen === 'zh' ? both.titleZh : both.titleEn;
  if ('titleEn' in both) return chosen === 'zh' ? both.title : both.titleEn || both.title;
  return chosen === 'zh' ? both.zh : both.en;
}

/** Descriptions of the schema say everything twice: "In English. 中文。" */
function ofDescription(text) {
  const at = text.search(/[\u3400-\u9fff]/);
  if (at < 0) return text;
  const half = chosen === 'zh' ? text.slice(at) : text.slice(0, at);
  return half.trim().replace(/[.。；;]$/, '') || text;
}
