/* What the loader fetches first: it gathers words, style and the talk itself. */

import { Memory } from './store.js';
import { Talk } from './talk.js';
import { Lexicon } from './words.js';

let sheet;

/** Fetch what the talk needs and build it, closed. Rejects when the network fails. */
export async function createChat(host, root, base) {
  const site = new URL('../../', base);
  const own = base.origin === location.origin && !host.hasAttribute('anonymous');
  sheet ??= fetchSheet(new URL('chat.css', base));
  const memory = new Memory(host.storageKey, own);
  const lexicon = new Lexicon(site, host.getAttribute('municipality'));
  const spoken = new Set(memory.entries.map((entry) => entry.turn?.lang ?? entry.lang));
  const [words, style] = await Promise.all([
    lexicon.load(memory.languageOn(host.language)),
    sheet.catch((error) => { sheet = undefined; throw error; }),
    ...[...spoken].map((lang) => lexicon.load(lang)),
  ]);
  host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, style, colours(words.tenant)];
  const talk = new Talk({ host, root, site, own, memory, lexicon, words });
  await breath();
  talk.prepare();
  await breath();
  return talk;
}

// Between two pieces of work a slow phone may answer a finger.
const breath = () => new Promise((resolve) => setTimeout(resolve));

async function fetchSheet(address) {
  const answer = await fetch(address, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`chat.css: ${answer.status}`);
  const made = new CSSStyleSheet();
  made.replaceSync(await answer.text());
  return made;
}

// A page may still override a municipality's colour by setting --vejviser-<name> on the element.
function colours(tenant) {
  const made = new CSSStyleSheet();
  made.replaceSync(':host {}');
  for (const [name, value] of Object.entries(tenant.colours)) made.cssRules[0].style.setProperty(`--tenant-${name}`, value);
  return made;
}
