/* A held time: a countdown to see, spoken once a minute, with a way to get more time (WCAG 2.2.1). */

import { el, icon } from './dom.js';

const SPOKEN_SECONDS = [30];

/** The card of a hold; it counts until `stop()` is called for its interview or the time is over. */
export function holdCard(card, { words, choose, tell, now, ticking }) {
  const when = el('strong', {}, `${words.moment(card.start)} (${words.span(card.start, card.end)})`);
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
