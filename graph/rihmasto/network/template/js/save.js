// Saving the picture and the tables; nothing leaves the computer.
function save(name, type, text) {
  const place = URL.createObjectURL(new Blob([text], { type }));
  const link = element('a', { href: place, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(place), 1000);
}

function savePicture() {
  const copy = svg.cloneNode(true);
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  style.textContent = byId('picture').textContent;
  title.textContent = data.titles[state.lang];
  const about = document.createElementNS('http://www.w3.org/2000/svg', 'desc');
  about.textContent = byId('imprint').textContent;
  copy.prepend(title, about, style);
  copy.classList.remove('choosing', 'searching');
  copy.setAttribute('width', pane.clientWidth);
  copy.setAttribute('height', pane.clientHeight);
  for (const part of copy.querySelectorAll('path.hit, .ring')) part.remove();
  // The links lead to this page; a picture alone has nowhere to lead to.
  for (const sign of copy.querySelectorAll('a')) sign.removeAttribute('href');
  save(`${data.map}.svg`, 'image/svg+xml', new XMLSerializer().serializeToString(copy));
}

// A spreadsheet runs a cell that begins like a formula; an apostrophe makes it text.
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

// Semicolons and a byte order mark: so a spreadsheet set to Finnish or Swedish opens it right.
function tableText(id) {
  const table = id === 'nodes' ? nodeRows() : linkRows();
  const rows = sorted(table).map((row) => row.map((one) => ('number' in one ? one.number : one.text)));
  return `\ufeff${[table.columns.map((word) => say(word)), ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
}

function saveTable(id) {
  save(`${data.map}-${id}.csv`, 'text/csv;charset=utf-8', tableText(id));
}
