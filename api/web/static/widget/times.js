/* Free times as a grid: one row a day, arrow keys between them, one stop for Tab. */

import { el } from './dom.js';
import { danishDay } from './words.js';

const DAYS_AT_FIRST = 5;

/** The calendar of a `times` card. `choose(id, label)` is what a press on a time does. */
export function timesCard(card, { words, choose }) {
  const days = byDay(card.times);
  const sameForms = new Set(card.times.map((time) => time.forms.join())).size === 1;
  const grid = el('div', { role: 'grid', class: `grid ${sameForms ? 'short' : ''}`, 'aria-label': card.title });
  const show = (part) => grid.append(...part.map((day) => dayRow(day, { words, choose, sameForms })));
  show(days.slice(0, DAYS_AT_FIRST));
  grid.addEventListener('keydown', (event) => walk(event, grid));
  grid.addEventListener('focusin', (event) => stopAt(grid, event.target));
  stopAt(grid, grid.querySelector('button'));
  return el('section', { class: 'card times' },
    el('h3', {}, card.title),
    sameForms && card.times.length > 0 && el('p', { class: 'soft' }, forms(card.times[0])),
    grid,
    days.length > DAYS_AT_FIRST && more(days.slice(DAYS_AT_FIRST), show, grid, words));
}

function byDay(times) {
  const days = {};
  for (const time of times) (days[danishDay(time.start)] ??= []).push(time);
  return Object.values(days);
}

const forms = (time) => time.forms.join(' · ');

function dayRow(day, { words, choose, sameForms }) {
  const cells = day.map((time) => {
    const name = [words.moment(time.start), forms(time), time.adviser].filter(Boolean).join(', ');
    const press = () => choose(time.choice, words.moment(time.start));
    return el('div', { role: 'gridcell' },
      el('button', { type: 'button', class: 'time', tabindex: -1, 'aria-label': name, onclick: press },
        el('bdi', {}, words.clock(time.start)), !sameForms && el('small', {}, forms(time))));
  });
  return el('div', { role: 'row' }, el('div', { role: 'rowheader' }, words.shortDay(day[0].start)), cells);
}

function more(rest, show, grid, words) {
  const button = el('button', { type: 'button', class: 'choice' }, words.say('more_days'));
  button.addEventListener('click', () => {
    show(rest);
    grid.children[DAYS_AT_FIRST].querySelector('button').focus();
    button.remove();
  });
  return button;
}

// Tab comes into the grid at one time only, the last one that was looked at.
function stopAt(grid, button) {
  if (!button?.matches('button')) return;
  grid.querySelector('[tabindex="0"]')?.setAttribute('tabindex', -1);
  button.setAttribute('tabindex', 0);
}

function walk(event, grid) {
  const target = destination(event, grid);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function destination({ key, ctrlKey, target }, grid) {
  const all = [...grid.querySelectorAll('button')];
  const rows = [...grid.children].map((row) => [...row.querySelectorAll('button')]);
  const row = rows.findIndex((cells) => cells.includes(target));
  const column = rows[row].indexOf(target);
  const along = getComputedStyle(grid).direction === 'rtl' ? -1 : 1;
  const beside = (step) => all[all.indexOf(target) + step];
  const inRow = (step) => { const cells = rows[row + step] ?? []; return cells[Math.min(column, cells.length - 1)]; };
  const edge = (cells, end) => cells.at(end);
  switch (key) {
    case 'ArrowRight': return beside(along);
    case 'ArrowLeft': return beside(-along);
    case 'ArrowDown': return inRow(1);
    case 'ArrowUp': return inRow(-1);
    case 'Home': return edge(ctrlKey ? all : rows[row], 0);
    case 'End': return edge(ctrlKey ? all : rows[row], -1);
    default: return undefined;
  }
}
