// The names on the map. Which of them are shown at which zoom, and where, was decided when the page was made.
const signs = new Map([...svg.querySelectorAll('.node')].map((sign) => [Number(sign.dataset.node), sign]));
let level = -1;
let shrink = 1;

// If this browser's font runs wider than the one that was reckoned with, all names are written smaller.
function measureFont() {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `100px ${getComputedStyle(svg).fontFamily}`;
  shrink = Math.min(1, (data.probe.width * 1.03) / pen.measureText(data.probe.text).width);
}

function arrangeNames(again = false) {
  const now = shown;
  let next = 0;
  while (next + 1 < data.levels.length && data.levels[next + 1] <= now) next += 1;
  if (next === level && !again) return;
  level = next;
  for (const [i, sign] of signs) arrangeName(sign, data.nodes[i]);
  for (const heading of svg.querySelectorAll('.heading')) {
    heading.classList.toggle('off', data.levels[level] < data.least * 0.65);
    const { e, f } = heading.transform.baseVal.getItem(0).matrix;
    heading.setAttribute('transform', `translate(${e} ${f}) scale(${shrink / Math.max(data.levels[level], data.least)})`);
  }
}

function arrangeName(sign, node) {
  const label = node.labels[state.lang];
  const place = label.at[level];
  const unit = 1 / data.levels[level];
  const factor = data.factors[level];
  const [aside, below] = data.places[place] || [1, 0];
  const half = (label.lines.length * label.size * data.line * unit * shrink) / 2;
  const x = aside * (node.reach[0] * factor + data.gap * unit);
  const y = below * (node.reach[1] * factor + (data.gap * unit) / 2 + half) - half;
  sign.classList.toggle('off', place === '-');
  sign.querySelector('.sign').setAttribute('transform', `scale(${factor})`);
  sign.querySelector('.name').setAttribute('transform', `translate(${x} ${y}) scale(${unit * shrink})`);
  sign.querySelector('text').setAttribute('text-anchor', { '-1': 'end', 0: 'middle', 1: 'start' }[aside]);
}

// Write all names in the reader's language.
function writeNames() {
  const space = 'http://www.w3.org/2000/svg';
  for (const [i, sign] of signs) {
    const label = data.nodes[i].labels[state.lang];
    const text = sign.querySelector('text');
    text.replaceChildren(...label.lines.map((line, row) => {
      const span = document.createElementNS(space, 'tspan');
      span.setAttribute('x', 0);
      span.setAttribute('y', ((row + 0.84) * label.size * data.line).toFixed(1));
      span.textContent = line;
      return span;
    }));
    const link = sign.querySelector('a');
    link.setAttribute('aria-label', data.nodes[i].spoken[state.lang]);
    link.setAttribute('href', hashOf({ at: data.nodes[i].key, tab: 'map' }));
  }
  for (const text of svg.querySelectorAll('[data-word]')) {
    text.textContent = say(text.dataset.word, { n: Number(text.dataset.count) });
  }
  svg.setAttribute('lang', state.lang);
  svg.setAttribute('aria-label', say(`title-${data.map}`));
  arrangeNames(true);
}

// The whole name beside a sign that the pointer or the focus is on.
const tip = byId('tip');
let tipped = null;

function showTip(node) {
  tipped = node;
  tip.hidden = node === null;
  if (node === null) return;
  const { spoken } = data.nodes[node];
  tip.textContent = spoken[state.lang];
  moveTip();
}

function moveTip() {
  if (tipped === null) return;
  const [x, y] = onScreen(tipped);
  const above = y > tip.offsetHeight + 40;
  const lift = data.nodes[tipped].reach[1] * data.factors[level] * shown + 10;
  tip.style.left = `${Math.max(4, Math.min(x - tip.offsetWidth / 2, pane.clientWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = `${above ? y - lift - tip.offsetHeight : y + lift}px`;
}
