/* Addresses a talk leads to, and what is carried over when the citizen comes to our own site to log in. */

const SAFE = new Set(['http:', 'https:', 'tel:', 'mailto:', 'sms:']);
const DRAFT = '#draft=';
const LONGEST = 2000;

/** An address of ours or of others, complete; `#` for anything a browser would run. The login leads back here. */
export function addressOf(url, { site, own, lang, written = '' }) {
  const address = new URL(url, site);
  if (!SAFE.has(address.protocol)) return '#';
  if (!address.pathname.endsWith('/login')) return address.href;
  address.searchParams.set('lang', lang);
  if (own) address.searchParams.set('next', location.pathname + location.search);
  // From another origin what was last written goes along in the fragment, which is never sent to a server.
  else if (written) address.hash = DRAFT + encodeURIComponent(written);
  return address.href;
}

/** What was written before the login, once; sending it is the citizen's own act. Empty when there is nothing. */
export function takeDraft() {
  if (!location.hash.startsWith(DRAFT)) return '';
  const draft = decodeURIComponent(location.hash.slice(DRAFT.length)).slice(0, LONGEST);
  history.replaceState(history.state, '', location.pathname + location.search);
  return draft;
}
