// The data of the page, and how they are said. Everything becomes text nodes: no string is ever read as HTML.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);
const svg = byId('map');
const state = { lang: data.language, tab: 'map', at: '', find: '' };

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

// The name of a thing for the reader's language, and the language that it is in.
function told(names) {
  const tongue = data.fallback[state.lang].find((one) => names[one]);
  return { text: names[tongue] || '', lang: tongue || state.lang };
}

function nameOf(thing) {
  return told(thing.names).text;
}

// A name in an element that tells a screen reader which language it is in.
function named(thing, tag = 'span') {
  const { text, lang } = told(thing.names);
  return element(tag, lang === state.lang ? {} : { lang }, text);
}

function say(code, values = {}) {
  let text = data.words[code][state.lang];
  if ('n' in values && text.includes('|')) text = text.split('|')[values.n === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Dates keep the precision of the source: a year stays a year.
function date(text) {
  const [year, month, day] = text.split('-');
  if (!month) return text;
  if (state.lang !== 'en') return [day && Number(day), Number(month), year].filter(Boolean).join(day ? '.' : '/');
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC', ...(day ? { day: 'numeric' } : {}) };
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(`${year}-${month}-${day || '01'}T00:00:00Z`));
}

// Money as each language writes it: "250 000 €", "€250,000"; a currency without a sign of its own keeps its code.
function money({ value, currency, about }) {
  const [whole, cents] = value.split('.');
  const english = state.lang === 'en';
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, english ? ',' : '\u00a0') + (cents === '00' ? '' : (english ? '.' : ',') + cents);
  const sign = { EUR: '€' }[currency] || currency;
  const sum = english ? `${sign}${sign === currency && sign ? '\u00a0' : ''}${digits}` : `${digits}\u00a0${sign}`.trim();
  return about ? `${say('about')} ${sum}` : sum;
}

// The order of names. Å, Ä and Ö follow Z in Finnish and Swedish, whatever the browser knows of collation.
const late = { å: '{1', ä: '{2', æ: '{2', ö: '{3', ø: '{3' };
function sortKey(text) {
  const lower = text.toLowerCase().normalize('NFC');
  return (state.lang === 'en' ? lower : lower.replace(/[åäæöø]/g, (letter) => late[letter])).normalize('NFKD').replace(/\p{M}/gu, '');
}

function inOrder(one, other) {
  const [a, b] = [sortKey(one), sortKey(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const namesOf = (things) => things.map((thing) => nameOf(thing)).sort(inOrder).join('; ');

// An address is a link only if it was found safe when the page was made; else it stays text.
function address([text, safe], label = text) {
  return safe ? element('a', { href: safe, rel: 'noopener noreferrer', target: '_blank' }, label) : label;
}

const keys = new Map(data.nodes.map((node, i) => [node.key, i]));
const linkKey = (link) => `${data.nodes[link.a].key}~${data.nodes[link.b].key}`;
const links = new Map();
const linksOf = data.nodes.map(() => []);
data.links.forEach((link, i) => {
  links.set(linkKey(link), i).set(linkKey({ a: link.b, b: link.a }), i);
  linksOf[link.a].push(i);
  linksOf[link.b].push(i);
});
