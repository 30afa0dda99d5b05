// The search finds a thing by any of its names in any language, by the beginnings of words and by inflected forms.
const hitsShown = 12;
let hits = [];
let active = -1;

// As `search_key` in Python: case, dashes and the marks over letters do not matter.
function folded(text) {
  return text.normalize('NFKC').replace(/[\u00ad\u200b]/g, '').replace(/[\u2010-\u2015\u2212]/g, '-')
    .toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').trim();
}

// 0: the word begins so; 1: both are likely forms of one word ("Tampereella", "Tampereen"); else no match.
function wordRank(word, asked) {
  if (word.startsWith(asked)) return 0;
  let same = 0;
  while (same < asked.length && asked[same] === word[same]) same += 1;
  return same >= 4 && asked.length - same <= 4 && word.length - same <= 3 ? 1 : null;
}

function rank(node, asked) {
  let best = null;
  for (const name of node.find) {
    const words = name.split(/[\s\-/,.()]+/).filter(Boolean);
    const ranks = asked.map((part) => Math.min(...words.map((word) => wordRank(word, part) ?? 9)));
    const worst = Math.max(...ranks);
    if (worst < 9) best = Math.min(best ?? 9, worst * 2 + (name.startsWith(asked[0]) ? 0 : 1));
  }
  return best;
}

function findNodes(text) {
  const asked = folded(text).split(/[\s\-/,.()]+/).filter(Boolean);
  if (!asked.length) return [];
  return data.nodes.map((node, i) => ({ i, rank: rank(node, asked), size: node.projects.length }))
    .filter((hit) => hit.rank !== null)
    .sort((a, b) => a.rank - b.rank || b.size - a.size || a.i - b.i)
    .map((hit) => hit.i);
}

function showHits() {
  const box = byId('search');
  if (box.value !== state.find && document.activeElement !== box) box.value = state.find;
  hits = findNodes(state.find);
  active = -1;
  const found = new Set(hits);
  svg.classList.toggle('searching', hits.length > 0);
  for (const [i, sign] of signs) sign.classList.toggle('hit', found.has(i));
  byId('status').textContent = state.find ? (hits.length ? say('hits', { n: hits.length }) : say('no-hits')) : '';
  listHits(document.activeElement === box && Boolean(state.find));
}

function listHits(open) {
  const list = byId('hits');
  const box = byId('search');
  const rows = hits.slice(0, hitsShown).map((i, row) => element('li',
    { id: `hit-${row}`, role: 'option', 'aria-selected': row === active ? 'true' : 'false', onpointerdown: (event) => { event.preventDefault(); take(row); } },
    named(data.nodes[i]), element('span', { class: 'kind' }, data.nodes[i].what[state.lang])));
  if (open && !rows.length) rows.push(element('li', { class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, say('no-hits')));
  list.replaceChildren(...rows);
  list.hidden = !open;
  box.setAttribute('aria-expanded', String(open));
  if (open && active >= 0) box.setAttribute('aria-activedescendant', `hit-${active}`);
  else box.removeAttribute('aria-activedescendant');
}

function take(row) {
  const node = hits[row];
  if (node === undefined) return;
  listHits(false);
  choose(data.nodes[node].key);
  if (state.tab === 'map') bring(node);
}

function searchBox() {
  const box = element('input', { id: 'search', type: 'search', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list' });
  box.addEventListener('input', () => go({ find: box.value }, false));
  box.addEventListener('focus', () => listHits(Boolean(state.find)));
  box.addEventListener('blur', () => listHits(false));
  box.addEventListener('keydown', (event) => {
    const last = Math.min(hits.length, hitsShown) - 1;
    if (event.key === 'ArrowDown') active = Math.min(active + 1, last);
    else if (event.key === 'ArrowUp') active = Math.max(active - 1, -1);
    else if (event.key === 'Enter') return take(Math.max(active, 0));
    else if (event.key === 'Escape') {
      event.stopPropagation();
      box.value = '';
      return go({ find: '' }, false);
    } else return undefined;
    event.preventDefault();
    return listHits(true);
  });
  return element('div', { class: 'search' },
    element('label', { for: 'search', 'data-word': 'search' }), box,
    element('ul', { id: 'hits', role: 'listbox', hidden: true, 'data-name': 'search' }));
}
