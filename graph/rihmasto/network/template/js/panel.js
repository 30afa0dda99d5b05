// The panel tells why a sign or a line is there: projects, roles, and the words of the sources.
const panel = byId('panel');

function showChoice() {
  const node = keys.get(state.at);
  const link = links.get(state.at);
  mark(node, link);
  if (node !== undefined) panel.replaceChildren(...aboutNode(node));
  else if (link !== undefined) panel.replaceChildren(...aboutLink(data.links[link]));
  else panel.replaceChildren(...overview());
  panel.scrollTop = 0;
  panel.classList.toggle('chosen', Boolean(state.at));
}

// Show on the map what belongs to the choice, and let the rest step back.
function mark(node, link) {
  const near = new Set();
  const ties = new Set(link === undefined ? linksOf[node] || [] : [link]);
  for (const tie of ties) near.add(data.links[tie].a).add(data.links[tie].b);
  if (node !== undefined) near.add(node);
  svg.classList.toggle('choosing', near.size > 0);
  for (const [i, sign] of signs) {
    sign.classList.toggle('near', near.has(i));
    sign.classList.toggle('chosen', i === node);
    const link = sign.querySelector('a');
    if (i === node) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  for (const line of svg.querySelectorAll('.link')) line.classList.toggle('near', ties.has(Number(line.dataset.link)));
}

function choose(at, focus = true) {
  go({ at });
  if (focus) byId('panel-title').focus();
}

function unchoose() {
  const sign = signs.get(keys.get(state.at));
  go({ at: '' });
  if (sign && state.tab === 'map') sign.querySelector('a').focus();
}

function head(...title) {
  return element('div', { class: 'panel-head' },
    element('h2', { id: 'panel-title', tabindex: -1 }, ...title),
    element('button', { type: 'button', class: 'close', 'aria-label': say('close'), title: say('close'), onclick: unchoose }, '×'));
}

function aboutNode(i) {
  const node = data.nodes[i];
  const many = node.sort === 'project'
    ? say('organisations', { n: new Set(node.reasons.map((r) => data.reasons[r].node)).size })
    : say('projects', { n: node.projects.length });
  const facts = [node.what[state.lang], node.sort === 'project' ? '' : many];
  if (data.map === 'partners') facts.push(say('partners', { n: node.links }));
  if (data.map === 'projects' && node.sort === 'project') facts.push(many);
  const shown = Object.values(node.labels[state.lang].lines).join(' ');
  const others = [...new Set([...Object.values(node.names), ...node.aliases])].filter((n) => n !== nameOf(node) && n !== shown);
  const heading = { organisation: 'part-in', project: 'participants' }[node.sort] || 'passes';
  return [
    head(named(node)),
    element('p', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
    others.length ? element('p', { class: 'also' }, `${say('also')}: ${others.join(', ')}`) : '',
    node.site ? element('p', { class: 'also' }, `${say('website')}: `, address(node.site)) : '',
    ...sumsOf(node),
    node.reasons.length ? element('h3', {}, say(data.map === 'governance' ? 'why' : heading)) : '',
    ...projectCards(node.reasons, node),
    ...neighbours(i),
  ].filter(Boolean);
}

function neighbours(i) {
  const ties = linksOf[i].map((tie) => {
    const link = data.links[tie];
    return { link, other: data.nodes[link.a === i ? link.b : link.a], weight: link.projects.length + link.packages.length };
  });
  if (!ties.length || (data.map === 'projects')) return [];
  ties.sort((a, b) => b.weight - a.weight || inOrder(nameOf(a.other), nameOf(b.other)));
  const items = ties.map(({ link, other }) => element('li', {},
    element('button', { type: 'button', class: 'plain', onclick: () => choose(linkKey(link)) }, named(other)),
    element('span', { class: 'figure' }, String(link.projects.length))));
  return [
    element('h3', {}, `${say(data.map === 'governance' ? 'linked' : 'neighbours')} (${ties.length})`),
    element('ul', { class: 'names' }, ...items),
  ];
}

// Partners stand in the order of their names, all other links in the order of their meaning.
function endsOf(link) {
  const ends = [link.a, link.b].map((i) => data.nodes[i]);
  return link.sort === 'shared' ? ends.sort((a, b) => inOrder(nameOf(a), nameOf(b))) : ends;
}

function aboutLink(link) {
  const ends = endsOf(link);
  const facts = [say('projects', { n: link.projects.length })];
  if (link.packages.length) facts.push(say('packages', { n: link.packages.length }));
  return [
    head(named(ends[0]), element('span', { class: 'dash' }, ' – '), named(ends[1])),
    element('p', { class: 'facts' }, facts.join(' · ')),
    element('p', { class: 'ends' }, ...ends.map((end) => element('button', { type: 'button', onclick: () => choose(end.key) }, named(end)))),
    element('h3', {}, say(link.sort === 'shared' ? 'shared' : 'between')),
    ...projectCards(link.reasons, null),
  ];
}

// One card a project, with the part of each organisation in it and the words that say so.
function projectCards(reasons, of) {
  const cards = new Map();
  for (const number of reasons) {
    const reason = data.reasons[number];
    cards.set(reason.project, [...(cards.get(reason.project) || []), reason]);
  }
  return [...cards].map(([number, parts]) => {
    const project = data.projects[number];
    const time = [project.start, project.end].map((day) => (day ? date(day) : '')).join('–');
    const quotes = [...new Set(parts.flatMap((part) => part.quotes))];
    return element('article', { class: 'card' },
      of && of.sort === 'project' ? '' : named(project, 'h4'),
      time.length > 1 ? element('p', { class: 'time' }, time) : '',
      ...moneyOf(project),
      ...parts.map((part) => aPart(part, of)),
      ...quotes.map((quote) => aQuote(data.quotes[quote])),
      quotes.length ? '' : element('p', { class: 'none' }, say('no-quote')),
      ...project.sites.map((site) => element('p', { class: 'time' }, address(site))));
  });
}

function aPart(part, of) {
  const who = part.node === null ? null : data.nodes[part.node];
  const roles = part.roles.map((role) => told(data.roles[role] || {}).text).filter(Boolean).join(', ');
  const packages = part.packages.map((i) => `${data.packages[i].number || ''} ${data.packages[i].title}`.trim());
  if (!roles && !packages.length) return '';
  const other = who && who !== of;
  return element('div', { class: 'part' },
    other ? element('strong', {}, named(who)) : '', other && roles ? ': ' : '', roles,
    packages.length ? element('ul', {}, ...packages.map((title) => element('li', {}, title))) : '');
}

function aQuote(quote) {
  return element('figure', { class: 'quote' },
    element('blockquote', {}, element('p', {}, `”${quote.words}”`)),
    element('figcaption', {}, `${say('source')}: `, ...sourceOf(quote)));
}

// The source of a quote, and where in which file it stands.
function sourceOf(quote) {
  const source = data.sources[quote.source];
  const where = placeOfQuote(quote, source);
  if (source.date) where.push(say('read-on', { date: date(source.date) }));
  return [
    address([source.address, source.link], source.title),
    source.link || !source.address ? '' : ` (${source.address})`,
    where.length ? `, ${where.join(', ')}` : '',
  ];
}

function placeOfQuote({ file, sheet, row, column, line }, source) {
  const where = file && file !== source.title ? [file] : [];
  if (row && sheet) where.push(`${/^[\p{L}_][\p{L}\d_.]*$/u.test(sheet) ? sheet : `'${sheet.replace(/'/g, "''")}'`}!${letters(column)}${row}`);
  else if (row && column) where.push(say('at-cell', { row, column: letters(column) }));
  else if (row || line) where.push(say('at-line', { n: row || line }));
  return where;
}

// Columns have the names that a spreadsheet gives them: 1 is A, 27 is AA.
function letters(column) {
  return column > 0 ? letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26)) : '';
}
