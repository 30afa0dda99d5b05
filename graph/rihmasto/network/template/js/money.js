// The money of a project, as its sources state it, and what is known to have come through a step of the chain.
function moneyOf({ grants, amounts }) {
  const rows = grants.flatMap((grant) => ['instrument', 'funder', 'authority'].filter((step) => grant[step])
    .map((step) => [say(`sort-${step}`), named({ names: grant[step] })]));
  for (const amount of amounts) {
    const whose = told(amount.whose).text ? [' – ', named({ names: amount.whose })] : [];
    const sources = amount.quotes.map((i) => element('small', {}, `${say('source')}: `, ...sourceOf(data.quotes[i])));
    rows.push([kindOf(amount), element('span', {}, money(amount), ...whose, ...sources)]);
  }
  return rows.length ? [element('dl', { class: 'money' }, ...rows.flatMap(([word, ...of]) => [element('dt', {}, word), element('dd', {}, ...of)]))] : [];
}

function kindOf({ kind }) {
  return told(data.kinds[kind] || {}).text || kind;
}

// Each kind and each currency for itself.
function sumsOf({ sums }) {
  if (!sums.length) return [];
  const rows = sums.flatMap((sum) => [element('dt', {}, kindOf(sum)), element('dd', {}, money(sum))]);
  return [element('h3', {}, say('known-money')), element('p', { class: 'hint' }, say('known-money-about')), element('dl', { class: 'money' }, ...rows)];
}

function moneyText(node) {
  const projects = node.sort === 'project' ? node.projects.map((i) => data.projects[i]) : [];
  const stated = projects.flatMap((project) => project.amounts).map((one) => {
    const whose = told(one.whose).text;
    return `${kindOf(one)} ${money(one)}${whose ? ` (${whose})` : ''}`;
  });
  return [...stated, ...node.sums.map((sum) => `${kindOf(sum)} ${money(sum)}`)].join('; ');
}
