const tongues = [...document.querySelectorAll('.tongue')];
const root = document.documentElement;
const state = { lang: root.lang, file: '', find: '', new: '' };

function read() {
  const said = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(state)) if (said.has(name)) state[name] = said.get(name);
  if (!tongues.some((one) => one.lang === state.lang)) state.lang = root.lang;
}

function keep() {
  const said = new URLSearchParams();
  if (state.lang !== root.dataset.first) said.set('lang', state.lang);
  for (const name of ['file', 'find', 'new']) if (state[name]) said.set(name, state[name]);
  history.replaceState(null, '', said.size ? `#${said}` : location.pathname + location.search);
}

function fits(row) {
  if (state.file && row.dataset.file !== state.file) return false;
  if (state.new && row.dataset.new !== 'true') return false;
  return !state.find || row.textContent.toLowerCase().includes(state.find.toLowerCase());
}

function narrow(tongue) {
  const narrowed = Boolean(state.file || state.find || state.new);
  let shown = 0;
  for (const group of tongue.querySelectorAll('details.group')) {
    const said = state.find && group.querySelector('h3').textContent.toLowerCase().includes(state.find.toLowerCase());
    let count = 0;
    for (const row of group.querySelectorAll('tbody tr')) {
      const find = state.find;
      if (said) state.find = '';
      row.hidden = !fits(row);
      state.find = find;
      if (!row.hidden) count += 1;
    }
    group.hidden = narrowed && !count;
    group.querySelector('.number').textContent = narrowed ? count : group.dataset.count;
    const more = group.querySelector('.more');
    if (more) more.hidden = narrowed;
    shown += count;
  }
  for (const section of tongue.querySelectorAll('section.level')) {
    section.hidden = ![...section.querySelectorAll('details')].some((group) => !group.hidden);
  }
  const status = tongue.querySelector('.status');
  status.textContent = !narrowed ? '' : shown ? status.dataset.shown.replace('{count}', shown) : status.dataset.none;
}

function show() {
  root.lang = state.lang;
  for (const tongue of tongues) {
    tongue.hidden = tongue.lang !== state.lang;
    if (tongue.hidden) continue;
    document.title = tongue.dataset.title;
    tongue.querySelector('[name=file]').value = state.file;
    if (tongue.querySelector('[name=file]').value !== state.file) state.file = '';
    tongue.querySelector('[name=find]').value = state.find;
    const news = tongue.querySelector('[name=new]');
    if (news) news.checked = Boolean(state.new);
    narrow(tongue);
  }
}

for (const tongue of tongues) {
  for (const button of tongue.querySelectorAll('.languages button')) {
    button.addEventListener('click', () => {
      state.lang = button.lang;
      show();
      keep();
      document.querySelector('.tongue:not([hidden]) .languages [aria-pressed=true]').focus();
    });
  }
  const change = () => {
    state.file = tongue.querySelector('[name=file]').value;
    state.find = tongue.querySelector('[name=find]').value.trim();
    state.new = tongue.querySelector('[name=new]')?.checked ? '1' : '';
    narrow(tongue);
    keep();
  };
  tongue.querySelector('.bar').addEventListener('input', change);
  tongue.querySelector('.bar').addEventListener('submit', (event) => event.preventDefault());
  tongue.querySelector('.open').addEventListener('click', () => fold(tongue, true));
  tongue.querySelector('.close').addEventListener('click', () => fold(tongue, false));
  tongue.querySelector('.print').addEventListener('click', () => print());
  for (const link of tongue.querySelectorAll('.counts a')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const goal = document.getElementById(link.hash.slice(1));
      goal.scrollIntoView();
      goal.focus({ preventScroll: true });
    });
  }
}

function fold(tongue, open) {
  for (const group of tongue.querySelectorAll('details')) group.open = open;
}

let folded = [];
addEventListener('beforeprint', () => {
  folded = [...document.querySelectorAll('.tongue:not([hidden]) details:not([open])')];
  for (const group of folded) group.open = true;
});
addEventListener('afterprint', () => {
  for (const group of folded) group.open = false;
});
addEventListener('hashchange', () => { read(); show(); });

root.dataset.first = root.lang;
read();
show();
root.classList.add('ready');
