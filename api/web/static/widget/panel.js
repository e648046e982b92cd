/* The frame around the talk: header, menu, log, status and the field one writes in. */

import { el, icon, spoken } from './dom.js';
import { ALWAYS } from './message.js';

const button = (attributes, ...children) => el('button', { type: 'button', ...attributes }, ...children);

/** The panel in one language; `act` holds what its controls do. Returns the parts the talk needs. */
export function buildPanel({ words, inline, act, statement }) {
  const title = el('h2', { id: 'title', tabindex: -1 }, words.say('title'),
    el('small', {}, words.tenant.name));
  const menu = buildMenu(words, act, statement);
  const toggle = button({ class: 'icon', 'aria-expanded': 'false', 'aria-controls': 'menu', 'aria-label': words.say('menu') },
    icon('menu'));
  toggle.addEventListener('click', () => showMenu(toggle, menu, menu.hidden));
  const close = !inline && button({ class: 'icon', 'aria-label': words.say('close'), onclick: act.close }, icon('close'));
  const who = el('div', { class: 'who' });
  const log = el('div', { class: 'log', role: 'log', tabindex: 0, 'aria-labelledby': 'logname', 'aria-relevant': 'additions' });
  const fresh = button({ class: 'fresh', hidden: true }, words.say('new_message'));
  const status = el('p', { class: 'status', role: 'status' });
  const problem = el('div', { class: 'problem', role: 'alert' });
  const composer = buildComposer(words, act);
  const panel = el(inline ? 'section' : 'dialog', { class: 'panel', 'aria-labelledby': 'title', lang: words.lang, dir: words.dir },
    el('div', { class: 'head' }, title, toggle, close), menu, who,
    el('h3', { id: 'logname', class: 'spoken' }, words.say('log')),
    log, el('div', { class: 'foot' }, fresh, status, problem, composer.form,
      el('div', { class: 'fine' }, ALWAYS.map((id) => always(id, words, act)), el('p', {}, words.say('automatic')))),
    el('p', { class: 'spoken', role: 'status', 'data-tell': '' }));
  panel.addEventListener('keydown', (event) => escape(event, { toggle, menu, act, inline }));
  return { panel, title, who, log, fresh, status, problem, ...composer, tell: panel.lastChild };
}

const always = (id, words, act) =>
  button({ class: 'link', onclick: () => act.choose(id, words.say(id)) }, words.say(id));

function buildComposer(words, act) {
  const field = el('textarea', { id: 'field', rows: 1, maxlength: 2000, enterkeyhint: 'send', autocomplete: 'off', dir: 'auto', placeholder: words.say('field') });
  const form = el('form', { class: 'composer' },
    el('label', { for: 'field' }, words.say('field')), field,
    el('button', { class: 'send' }, icon('send'), el('span', {}, words.say('send'))));
  form.addEventListener('submit', (event) => { event.preventDefault(); act.submit(); });
  field.addEventListener('input', act.draft);
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    act.submit();
  });
  return { form, field };
}

function buildMenu(words, act, statement) {
  const languages = Object.entries(words.languages).map(([code, name]) =>
    button({ class: 'choice', lang: code, 'aria-pressed': String(code === words.lang), onclick: () => act.speak(code) }, name));
  const outside = (href, text) => el('a', { href, class: 'item', target: '_blank', rel: 'noopener' }, text,
    spoken(` (${words.say('new_window')})`));
  return el('div', { id: 'menu', class: 'menu', hidden: true },
    el('div', { role: 'group', 'aria-label': words.say('language'), class: 'languages' }, languages),
    button({ class: 'item', onclick: act.again }, words.say('new_talk')),
    act.printing && outside(act.printing, words.say('print')),
    outside(statement, words.say('statement')));
}

function showMenu(toggle, menu, open) {
  menu.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  if (open) menu.querySelector('button').focus();
}

// Escape closes the innermost thing that is open.
function escape(event, { toggle, menu, act, inline }) {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.stopPropagation();
  if (!menu.hidden) { showMenu(toggle, menu, false); toggle.focus(); } else if (!inline) act.close();
  event.preventDefault();
}

/** Who is logged in, and the way in or out. */
export function showWho(parts, { words, who, act, login, away }) {
  parts.who.replaceChildren(el('span', {}, who ? words.say('logged_in', { name: who.name }) : words.say('anonymous')),
    who ? button({ class: 'link', onclick: act.logOut }, words.say('log_out'))
      : el('a', { class: 'link', href: login, ...(away ? { target: '_blank', rel: 'noopener' } : {}) }, words.say('log_in'),
        away && spoken(` (${words.say('new_window')})`)));
}
