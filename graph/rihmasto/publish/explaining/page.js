'use strict';
// Words and values that belong together light up together; without this script the numbers are links all the same.
for (const sheet of document.querySelectorAll('.sheet')) {
  const values = [...sheet.querySelectorAll('[data-value]')];
  const marks = [...sheet.querySelectorAll('[data-says], [data-around]')];
  const numbers = (element, name) => (element.dataset[name] || '').split(' ').filter(Boolean);
  let chosen = 0;

  const near = (element) => element && element.scrollIntoView({ block: 'nearest' });

  function choose(number, from) {
    chosen = number;
    let first = null;
    for (const value of values) value.classList.toggle('on', value.dataset.value === number);
    for (const mark of marks) {
      const says = numbers(mark, 'says').includes(number);
      const around = numbers(mark, 'around').includes(number);
      mark.classList.toggle('on', says);
      mark.classList.toggle('near', around);
      if (says && !first) first = mark;
    }
    if (from !== 'words') near(first);
    if (from !== 'value') near(values.find((value) => value.dataset.value === number));
  }

  // Words that say several values tell of the next one with each click.
  function next(mark) {
    const said = numbers(mark, 'says');
    choose(said[(said.indexOf(chosen) + 1) % said.length], 'words');
  }

  sheet.addEventListener('click', (event) => {
    const link = event.target.closest('.no');
    const value = event.target.closest('[data-value]');
    const mark = event.target.closest('mark');
    if (link) {
      event.preventDefault();
      const number = link.textContent;
      choose(number);
      const goal = value ? sheet.querySelector(`.text .no[href$="-${number}"]`) : values.find((v) => v.dataset.value === number).querySelector('.no');
      if (goal) goal.focus({ preventScroll: true });
    } else if (value) choose(value.dataset.value, 'value');
    else if (mark) next(mark);
  });

  sheet.addEventListener('focusin', (event) => {
    const link = event.target.closest('.no');
    if (link && link.textContent !== chosen) choose(link.textContent, link.closest('.text') ? 'words' : 'value');
  });

  sheet.addEventListener('keydown', (event) => {
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !event.target.closest('.no')) return;
    const links = [...event.target.closest('.text, .list').querySelectorAll('.no')].filter((link) => link.offsetParent);
    const goal = links[links.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (goal) { event.preventDefault(); goal.focus(); }
  });

  const only = sheet.querySelector('[data-only]');
  if (only) only.addEventListener('change', () => sheet.classList.toggle('only-open', only.checked));
}
