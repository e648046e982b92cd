/* What an answer carries beside its words; a held time counts down to see, is spoken once a minute, and can be
   extended (WCAG 2.2.1). */

import { el, icon } from './dom.js';
import { timesCard } from './times.js';
import { danishDay } from './words.js';

// What the jobcentre itself has written is Danish, whatever the talk is in.
const THEIRS = { lang: 'da' };
const STATE_ICONS = { booked: 'check', held: 'check', waiting: 'clock' };
const KINDS = { times: timesCard, hold: holdCard, interview: interviewCard, plan: planCard, overview: overviewCard };

/** The element of a card; an unknown kind from a newer server is left out. */
export const cardOf = (card, talk) => KINDS[card.type]?.(card, talk);

function interviewCard(card, { words, address }) {
  const facts = [[words.say('when'), words.period(card.start, card.end)],
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
    card.goal && el('p', {}, el('strong', {}, `${words.say('goal')}: `), el('span', THEIRS, card.goal)),
    el('ol', { class: 'steps', role: 'list' }, card.steps.map((step) => planStep(step, words))));
}

function planStep(step, words) {
  const state = step.is_next ? 'next' : step.done ? 'done' : '';
  const period = [step.start, step.end].filter(Boolean).map((day) => words.date(`${day}T12:00:00Z`)).join(' – ');
  const said = step.text.split('\n').filter((line) => line !== step.title);
  return el('li', { class: state, 'aria-current': step.is_next && 'step' },
    step.is_next && el('span', { class: 'tag' }, words.say('next_step')),
    step.done && el('span', { class: 'tag' }, icon('check'), words.say('done')),
    el('strong', THEIRS, step.title),
    said.length ? said.map((line) => el('span', { class: 'soft' }, line)) : el('span', { class: 'soft' }, period));
}

function overviewCard(card, { words, choose, now }) {
  const today = danishDay(now());
  const due = (day) => words.say(day < today ? 'was_due' : 'due', { date: words.date(`${day}T12:00:00Z`) });
  return el('section', { class: 'card overview' },
    el('h3', {}, card.title),
    el('ol', { class: 'due', role: 'list' }, card.items.map((item) => el('li', {},
      item.choice
        ? el('button', { type: 'button', class: 'link', onclick: () => choose(item.choice, item.title) }, item.title)
        : el('strong', {}, item.title),
      item.due && !item.title.includes(item.due.slice(0, 4)) && el('span', { class: 'soft' }, due(item.due))))));
}

const SPOKEN_SECONDS = [30];

/** The card of a hold; it counts until `stop()` is called for its interview or the time is over. */
function holdCard(card, { words, choose, tell, now, ticking }) {
  const when = el('strong', {}, words.period(card.start, card.end));
  const body = card.until ? counting(card, { words, choose, tell, now, ticking }) : asking(words);
  return el('section', { class: 'card hold', 'data-interview': card.interview }, el('h3', {}, words.say(card.until ? 'hold' : 'hold_asked')),
    el('p', {}, when), body);
}

const asking = (words) =>
  el('p', { class: 'soft wait' }, el('span', { class: 'dots', 'aria-hidden': 'true' }), words.say('hold_asking'));

function counting(card, { words, choose, tell, now, ticking }) {
  const until = Date.parse(card.until);
  const left = el('bdi', {});
  const line = el('p', { role: 'timer', 'aria-live': 'off', class: 'left' }, icon('clock'),
    el('span', {}, words.say('hold_left'), ' ', left));
  const press = () => choose(card.extend_choice, words.say('extend'));
  const extend = card.extend_choice &&
    el('button', { type: 'button', class: 'choice', onclick: press }, words.say('extend'));
  const box = el('div', {}, line, extend);
  let before = Infinity;
  ticking(card.interview, () => {
    const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (crossed(before, seconds)) tell(remaining(seconds, words));
    const wasCounting = before !== Infinity;
    before = seconds;
    if (seconds > 0) return true;
    box.replaceChildren(el('p', {}, words.say('hold_over')));
    if (wasCounting) tell(words.say('hold_over'));
    return false;
  });
  return box;
}

// Each mark is spoken once, also when the page slept over it.
const crossed = (before, now) => before !== Infinity && now > 0 &&
  (Math.floor((before - 1) / 60) > Math.floor((now - 1) / 60) || SPOKEN_SECONDS.some((mark) => before > mark && now <= mark));

const remaining = (seconds, words) => seconds >= 60
  ? words.say('minutes_left', { count: Math.round(seconds / 60) })
  : words.say('seconds_left', { count: seconds });

/** Steps once a second for each key; a step that returns false is done. */
export class Ticker {
  #steps = new Map(); #timer;

  /** Begin a countdown; a newer one with the same key takes its place. */
  add(key, step) {
    if (!step()) return;
    this.#steps.set(key, step);
    this.go();
  }

  /** End one. */
  drop(key) { this.#steps.delete(key); }

  /** End all. */
  clear() { this.#steps.clear(); this.pause(); }

  /** Stand still, for an element that is not on the page. */
  pause() { clearInterval(this.#timer); this.#timer = undefined; }

  /** Go on. */
  go() {
    if (this.#steps.size && !this.#timer) this.#timer = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    for (const [key, step] of this.#steps) if (!step()) this.#steps.delete(key);
    if (!this.#steps.size) this.pause();
  }
}
