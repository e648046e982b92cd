/* One line of the talk: what the citizen wrote, or a turn with its words, cards, sources and choices. */

import { cardOf } from './cards.js';
import { el, prose, spoken } from './dom.js';

/** The two ways on that stand at the foot of the panel at all times. */
export const ALWAYS = ['topic:help_menu', 'topic:human_handover'];

/** What the citizen said. `pending` shows that it has not been sent yet. */
export function mine(entry, words) {
  return el('article', { class: 'me', tabindex: -1, lang: entry.lang },
    spoken(`${words.say('you')}: `), el('p', { dir: 'auto' }, entry.text),
    el('p', { class: 'soft pending', hidden: true }, words.say('waiting')));
}

/** A turn, appended in one piece so that it is announced once. */
export function answer(turn, talk) {
  const { reply } = turn;
  // What a card, the fold or the foot of the panel already says or offers is not there twice.
  const rest = (text) => text?.split('\n').filter((line) => !reply.in_cards?.includes(line)).join('\n').trim();
  const more = rest(reply.more);
  const inCards = reply.cards.flatMap((card) => [card.extend_choice, ...[...(card.times ?? []), ...(card.items ?? [])].map((one) => one.choice)]);
  const offered = new Set([reply.more && 'more', ...ALWAYS, ...inCards]);
  const list = reply.choices.filter((choice) => !offered.has(choice.id));
  return el('article', { class: 'bot', lang: turn.lang, dir: turn.dir },
    spoken(`${talk.words.say('title')}: `),
    prose(rest(reply.text)), reply.cards.map((card) => cardOf(card, talk)),
    more && el('details', {}, el('summary', {}, talk.words.say('more')), prose(more)),
    reply.notice && el('p', { class: 'soft notice' }, reply.notice),
    reply.citations.length > 0 && sources(reply.citations, talk),
    list.length > 0 && choices(list, talk));
}

function choices(list, talk) {
  return el('ul', { class: 'choices', role: 'list', 'aria-label': talk.words.say('choices') },
    list.map((choice) => el('li', {}, choice.url ? link(choice, talk) : button(choice, talk))));
}

function button(choice, { choose }) {
  const press = () => choose(choice.id, choice.label);
  const lang = choice.id.match(/^lang:(.+)/)?.[1];
  return el('button', { type: 'button', lang, class: `choice ${choice.style}`, onclick: press }, choice.label);
}

/** A choice that leads somewhere: our own pages keep the talk, others open beside it. */
function link(choice, talk) {
  const href = talk.address(choice.url);
  const here = talk.own && href.startsWith(location.origin);
  const beside = here ? { download: href.includes('/v1/') }
    : /^(tel|mailto|sms):/.test(href) ? {} : { target: '_blank', rel: 'noopener' };
  const away = beside.target && spoken(` (${talk.words.say('new_window')})`);
  return el('a', { class: `choice ${choice.style}`, href, ...beside }, choice.label, away);
}

function sources(citations, { words }) {
  return el('details', { class: 'sources' },
    el('summary', {}, `${words.say('sources')} (${citations.length})`),
    el('ul', { role: 'list' }, citations.map((citation) => el('li', {}, source(citation, words)))));
}

function source(citation, words) {
  const day = (iso) => words.date(`${iso}T12:00:00Z`);
  const valid = [citation.valid_from && words.say('valid_from', { date: day(citation.valid_from) }),
    citation.valid_to && words.say('valid_to', { date: day(citation.valid_to) })].filter(Boolean).join(' ');
  const place = [citation.paragraph ?? citation.section, citation.act].filter(Boolean).join(' · ');
  return [
    el('strong', {}, place),
    citation.version && el('span', {}, `${words.say('version')}: ${citation.version}`),
    valid && el('span', {}, valid),
    el('span', {}, words.say(`evidence_${citation.evidence}`)),
    ...(citation.also ?? []).map((also) => el('span', {}, `${words.say('also')}: ${also.source}, ${also.section}`)),
    citation.url && el('a', { href: citation.url, target: '_blank', rel: 'noopener' },
      words.say('read_source'), spoken(` (${words.say('new_window')})`)),
  ];
}
