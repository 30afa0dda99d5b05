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
  if (!month || state.lang === 'sv') return text;
  if (state.lang === 'fi') return [day && Number(day), Number(month), year].filter(Boolean).join(day ? '.' : '/');
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC', ...(day ? { day: 'numeric' } : {}) };
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(`${year}-${month}-${day || '01'}T00:00:00Z`));
}

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
