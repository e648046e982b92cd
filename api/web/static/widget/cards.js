/* What an answer carries beside its words: interviews, the plan, what is due, and the two cards with a life. */

import { el, icon } from './dom.js';
import { holdCard } from './hold.js';
import { timesCard } from './times.js';

const STATE_ICONS = { booked: 'check', held: 'check', waiting: 'clock' };
const KINDS = { times: timesCard, hold: holdCard, interview: interviewCard, plan: planCard, overview: overviewCard };

/** The element of a card; an unknown kind from a newer server is left out. */
export const cardOf = (card, talk) => KINDS[card.type]?.(card, talk);

function interviewCard(card, { words, address }) {
  const facts = [[words.say('when'), `${words.moment(card.start)} (${words.span(card.start, card.end)})`],
    [words.say('form'), card.form], [words.say('place'), card.place]];
  return el('section', { class: `card interview ${card.state}`, 'data-interview': card.interview },
    el('h3', {}, card.title),
    el('p', { class: 'state' }, icon(STATE_ICONS[card.state] ?? 'stop'), card.state_text),
    el('dl', {}, facts.filter(([, value]) => value).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    card.ics_url && el('a', { class: 'choice', href: address(card.ics_url), download: true }, words.say('ics')));
}

function planCard(card, { words }) {
  return el('section', { class: 'card plan' },
    el('h3', {}, card.title),
    card.goal && el('p', {}, el('strong', {}, `${words.say('goal')}: `), card.goal),
    el('ol', { class: 'steps', role: 'list' }, card.steps.map((step) => planStep(step, words))));
}

function planStep(step, words) {
  const state = step.is_next ? 'next' : step.done ? 'done' : '';
  const period = [step.start, step.end].filter(Boolean).map((day) => words.date(`${day}T12:00:00Z`)).join(' – ');
  const said = step.text.split('\n').filter((line) => line !== step.title);
  return el('li', { class: state, 'aria-current': step.is_next && 'step' },
    step.is_next && el('span', { class: 'tag' }, words.say('next_step')),
    step.done && el('span', { class: 'tag' }, icon('check'), words.say('done')),
    el('strong', {}, step.title),
    said.length ? said.map((line) => el('span', { class: 'soft' }, line)) : el('span', { class: 'soft' }, period));
}

function overviewCard(card, { words, choose }) {
  return el('section', { class: 'card overview' },
    el('h3', {}, card.title),
    el('ol', { class: 'due', role: 'list' }, card.items.map((item) => el('li', {},
      item.choice
        ? el('button', { type: 'button', class: 'link', onclick: () => choose(item.choice, item.title) }, item.title)
        : el('strong', {}, item.title),
      item.due && el('span', { class: 'soft' }, words.say('due', { date: words.date(`${item.due}T12:00:00Z`) }))))));
}
