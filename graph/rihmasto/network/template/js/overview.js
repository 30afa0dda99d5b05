// What the panel says when nothing is chosen, and the legend.
const few = 8;

function overview() {
  const organisations = data.nodes.filter((node) => node.sort === 'organisation').length;
  const numbers = [organisations ? say('organisations', { n: organisations }) : '', say('projects', { n: data.projects.length })];
  return [
    element('div', { class: 'panel-head' }, element('h2', { id: 'panel-title', tabindex: -1 }, say('overview'))),
    element('p', { class: 'facts' }, numbers.filter(Boolean).join(' · ')),
    data.map === 'partners' ? element('p', {}, say('sum-partners', { n: data.largest })) : '',
    data.weak ? element('p', { class: 'note' }, say('weak', { n: data.weak })) : '',
    data.leftOut ? element('p', { class: 'note' }, say('left-out', { n: data.leftOut })) : '',
    element('p', { class: 'hint' }, say('hint')),
    ...data.summary.flatMap(passage),
    element('p', { class: 'hint keys' }, say('keys')),
  ].filter(Boolean);
}

function passage({ word, nodes: listed }) {
  const byName = ['sum-alone', 'sum-without'].includes(word);
  const nodes = byName ? [...listed].sort(([a], [b]) => inOrder(nameOf(data.nodes[a]), nameOf(data.nodes[b]))) : listed;
  const items = nodes.map(([i, figure], place) => element('li', { hidden: place >= few && nodes.length > few + 2 },
    element('button', { type: 'button', class: 'plain', onclick: () => choose(data.nodes[i].key) }, named(data.nodes[i])),
    figure === null ? '' : element('span', { class: 'figure' }, String(figure))));
  const list = element('ul', { class: 'names' }, ...items);
  const hidden = items.filter((item) => item.hidden);
  return [
    element('h3', {}, nodes.some(([, figure]) => figure === null) && nodes.length > 5 ? `${say(word)} (${nodes.length})` : say(word)),
    data.words[`${word}-about`] ? element('p', { class: 'hint' }, say(`${word}-about`)) : '',
    list,
    hidden.length ? moreButton(hidden) : '',
  ].filter(Boolean);
}

function moreButton(hidden) {
  return element('button', { type: 'button', class: 'more', onclick: (event) => {
    for (const item of hidden) item.hidden = false;
    hidden[0].querySelector('button').focus();
    event.currentTarget.remove();
  } }, say('more', { n: hidden.length }));
}

function picture(width, ...parts) {
  const space = 'http://www.w3.org/2000/svg';
  const made = document.createElementNS(space, 'svg');
  for (const [name, value] of Object.entries({ viewBox: `${-width / 2} -11 ${width} 22`, width, height: 22, 'aria-hidden': 'true' })) {
    made.setAttribute(name, value);
  }
  for (const attributes of parts) {
    const path = document.createElementNS(space, 'path');
    for (const [name, value] of Object.entries(attributes)) if (value) path.setAttribute(name, value);
    made.append(path);
  }
  return made;
}

function showLegend() {
  const items = data.legend.map((sign) => element('li', {},
    picture(22, { d: sign.path, fill: sign.fill, stroke: sign.ink, 'stroke-width': sign.width, 'stroke-dasharray': sign.dashes }),
    told(sign.words).text));
  const line = (word, ...paths) => element('li', {}, picture(34, ...paths), say(word));
  const level = (y, width, dashes) => ({ d: `M-15 ${y}H15`, stroke: '#5b6b7a', 'stroke-width': width, 'stroke-dasharray': dashes });
  const lines = {
    partners: [line('legend-shared', level(-4, 1.1), level(4, 5))],
    projects: [line('legend-lead', level(0, 2.6)), line('legend-part', level(0, 1.2, '5 3'))],
    governance: [line('legend-money', level(0, 1.6)), line('legend-gap', level(0, 1.6, '2 4'))],
  }[data.map];
  const small = 'M-11 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z';
  const big = 'M-2 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0z';
  const ink = { fill: '#fff', stroke: '#4d4d4d', 'stroke-width': 1.5 };
  byId('legend').replaceChildren(
    element('h2', { id: 'legend-title' }, say('legend')),
    element('ul', {}, ...items, ...(data.map === 'governance' ? [] : [line('legend-size', { d: small, ...ink }, { d: big, ...ink })]), ...lines));
}
