// Put the page together and listen.
const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

function translate() {
  document.documentElement.lang = state.lang;
  document.title = data.titles[state.lang];
  byId('title').textContent = data.titles[state.lang];
  const { publisher, licence, retrieved } = data.imprint;
  byId('imprint').textContent = [publisher, licence, retrieved && say('retrieved', { date: date(retrieved) })].filter(Boolean).join(' · ');
  byId('about').textContent = say(`about-${data.map}`);
  for (const part of document.querySelectorAll('body > a[data-word], .bar [data-word]')) part.textContent = say(part.dataset.word);
  for (const part of document.querySelectorAll('[data-name]')) {
    part.setAttribute('aria-label', say(part.dataset.name));
    if (part.tagName === 'BUTTON') part.setAttribute('title', say(part.dataset.name));
  }
  byId('languages').setAttribute('aria-label', say('language'));
  for (const button of byId('languages').children) button.setAttribute('aria-pressed', String(button.lang === state.lang));
  writeNames();
  showLegend();
  showTables();
  listHits(false);
  if (tipped !== null) showTip(tipped);
}

function showTab() {
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const on = tab.dataset.tab === state.tab;
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(`${tab.dataset.tab}-sheet`).hidden = !on;
  }
  for (const id of ['save-picture', 'zoom']) byId(id).hidden = state.tab !== 'map';
  resized();
}

function tabs() {
  const made = known.tab.map((name) => {
    const sheet = byId(`${name}-sheet`);
    sheet.setAttribute('role', 'tabpanel');
    sheet.setAttribute('aria-labelledby', `tab-${name}`);
    return element('button', { type: 'button', role: 'tab', id: `tab-${name}`, 'data-tab': name, 'aria-controls': `${name}-sheet`, 'data-word': `tab-${name}`, onclick: () => go({ tab: name }) });
  });
  const list = element('div', { role: 'tablist', class: 'tabs', 'data-name': 'views' }, ...made);
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    go({ tab: state.tab === 'map' ? 'table' : 'map' });
    byId(`tab-${state.tab}`).focus();
  });
  return list;
}

function build() {
  const button = (word, action, sign) => (sign
    ? element('button', { type: 'button', 'data-name': word, onclick: action }, sign)
    : element('button', { type: 'button', id: word, 'data-word': word, onclick: action }));
  byId('languages').append(...known.lang.map((lang) => element('button', { type: 'button', lang, onclick: () => go({ lang }) }, languageNames[lang])));
  byId('bar').append(tabs(), searchBox(), element('div', { class: 'zoom', id: 'zoom', role: 'group', 'data-name': 'zoom' },
    button('zoom-out', () => zoomBy(1 / 1.4), '−'), button('zoom-in', () => zoomBy(1.4), '+'), button('fit', fit)),
  element('div', { class: 'tools' }, button('save-picture', savePicture), button('print', () => window.print())));
}

function listen() {
  const nodeAt = (event) => event.target.closest && event.target.closest('.node');
  svg.addEventListener('click', (event) => {
    const sign = nodeAt(event);
    const line = event.target.closest('.link');
    if (!sign && !line) return state.at && go({ at: '' });
    event.preventDefault();
    return choose(sign ? data.nodes[sign.dataset.node].key : linkKey(data.links[line.dataset.link]));
  });
  svg.addEventListener('pointerover', (event) => showTip(nodeAt(event) ? Number(nodeAt(event).dataset.node) : null));
  svg.addEventListener('pointerleave', () => showTip(null));
  svg.addEventListener('focusin', (event) => {
    const sign = nodeAt(event);
    if (!sign || !event.target.matches(':focus-visible')) return;
    bring(Number(sign.dataset.node));
    showTip(Number(sign.dataset.node));
  });
  svg.addEventListener('focusout', () => showTip(null));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && state.at) unchoose();
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    go({ tab: 'table' });
    byId('nodes-table').querySelector('button').focus();
  });
  for (const change of ['hashchange', 'popstate']) window.addEventListener(change, () => show(readState()));
  new ResizeObserver(resized).observe(pane);
  handlePointers();
  handleKeys();
}

measureFont();
build();
const first = readState();
Object.assign(state, first, { find: '' });
translate();
showTab();
showChoice();
if (keys.has(state.at)) bring(keys.get(state.at));
listen();
if (first.find) show(first);
document.documentElement.classList.add('ready');
