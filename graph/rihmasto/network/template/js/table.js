// The same data as tables; every name leads to its reasons.
const sorting = { nodes: [2, -1], links: [2, -1] };

function nodeRows() {
  const rows = data.nodes.map((node) => [
    { text: nameOf(node), at: node.key, thing: node }, { text: node.what[state.lang] },
    { number: node.projects.length }, { number: node.links },
    { text: namesOf(node.projects.map((i) => data.projects[i])) },
    ...(data.map === 'governance' ? [{ text: moneyText(node) }] : []),
  ]);
  return { id: 'nodes', caption: say(`nodes-${data.map}`), columns: ['col-name', 'col-kind', 'col-projects', 'col-partners', 'col-project-names', ...(data.map === 'governance' ? ['col-money'] : [])], rows };
}

function linkRows() {
  const ends = { partners: ['col-one', 'col-other'], projects: ['col-one', 'col-project'], governance: ['col-from', 'col-to'] }[data.map];
  const roles = (link) => [...new Set(link.reasons.flatMap((r) => data.reasons[r].roles))].map((role) => told(data.roles[role] || {}).text).join(', ');
  const rows = data.links.map((link) => {
    const [a, b] = endsOf(link);
    const named = [{ text: nameOf(a), at: linkKey(link), thing: a }, { text: nameOf(b), thing: b }];
    if (data.map === 'projects') return [...named, { number: link.packages.length }, { text: roles(link) }];
    const names = { text: namesOf(link.projects.map((i) => data.projects[i])) };
    const counts = [{ number: link.projects.length }, { number: link.packages.length }];
    return data.map === 'partners' ? [...named, ...counts, names] : [...named, counts[0], names];
  });
  const rest = { partners: ['col-projects', 'col-packages', 'col-project-names'], projects: ['col-packages', 'col-roles'], governance: ['col-projects', 'col-project-names'] }[data.map];
  return { id: 'links', caption: say(`links-${data.map}`), columns: [...ends, ...rest], rows };
}

function sorted({ id, rows }) {
  const [column, way] = sorting[id];
  const text = (a, b, i) => inOrder(a[i].text || '', b[i].text || '');
  return [...rows].sort((a, b) => {
    const first = 'number' in a[column] ? a[column].number - b[column].number : text(a, b, column);
    return first * way || text(a, b, 0) || text(a, b, 1);
  });
}

function showTables() {
  byId('table-sheet').replaceChildren(...[nodeRows(), linkRows()].map(tableOf));
}

function tableOf(table) {
  const [column, way] = sorting[table.id];
  const heads = table.columns.map((word, i) => element('th', { scope: 'col', 'aria-sort': i === column ? (way > 0 ? 'ascending' : 'descending') : null },
    element('button', { type: 'button', class: 'sort', onclick: () => sortBy(table.id, i) }, say(word))));
  const rows = sorted(table).map((row) => element('tr', {}, ...row.map(cellOf)));
  return element('section', { 'aria-labelledby': `${table.id}-caption` },
    element('div', { class: 'table-head' },
      element('h2', { id: `${table.id}-caption` }, `${table.caption} (${table.rows.length})`),
      element('button', { type: 'button', class: 'save-csv', 'data-table': table.id, onclick: () => saveTable(table.id) }, say('save-table'))),
    element('div', { class: 'scroll' },
      element('table', { id: `${table.id}-table`, 'aria-labelledby': `${table.id}-caption` },
        element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows))));
}

function cellOf(cell, column) {
  if ('number' in cell) return element('td', { class: 'number' }, String(cell.number));
  const text = cell.thing ? named(cell.thing) : cell.text;
  if (column) return element('td', {}, text);
  return element('th', { scope: 'row' }, element('button', { type: 'button', class: 'plain', onclick: () => choose(cell.at) }, text));
}

function sortBy(id, column) {
  const [before, way] = sorting[id];
  sorting[id] = [column, before === column ? -way : 1];
  showTables();
  byId(`${id}-table`).querySelectorAll('thead button')[column].focus();
}
