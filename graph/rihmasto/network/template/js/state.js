// What is shown lives in the address after "#": it can be bookmarked, and the back button works on it.
const known = { lang: Object.keys(data.fallback), tab: ['map', 'table'] };

function readState() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const found = { lang: state.lang, tab: 'map', at: '', find: '' };
  for (const name of Object.keys(found)) {
    const value = asked.get(name);
    if (value !== null && (!known[name] || known[name].includes(value))) found[name] = value;
  }
  if (!keys.has(found.at) && !links.has(found.at)) found.at = '';
  return found;
}

function hashOf(changes) {
  const next = { ...state, ...changes };
  const kept = Object.entries(next).filter(([name, value]) => value && !(name === 'tab' && value === 'map'));
  return `#${new URLSearchParams(kept)}`;
}

// Change what is shown; a choice of the reader is a step of the history, typing in the search box is not.
function go(changes, step = true) {
  const hash = hashOf(changes);
  if (hash === location.hash) return show(readState());
  if (step) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  return show(readState());
}

function show(next) {
  const before = { ...state };
  Object.assign(state, next);
  if (before.lang !== state.lang) translate();
  if (before.tab !== state.tab) showTab();
  if (before.find !== state.find) showHits();
  if (before.at !== state.at || before.lang !== state.lang) showChoice();
}
