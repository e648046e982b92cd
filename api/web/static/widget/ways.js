/* Where a talk leads to: addresses, our own login page and what is carried there, and who is logged in. */

const SAFE = new Set(['http:', 'https:', 'tel:', 'mailto:', 'sms:']);
const DRAFT = '#draft=';
const LONGEST = 2000;

/** A complete address; `#` for anything a browser would run. The login leads back here. */
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

const WARN = 120;

/** Asks, prolongs and ends the session. On another origin's page nobody is ever logged in. */
export class Login {
  #net; #own; #channel; #timer;

  constructor(net, own) {
    [this.#net, this.#own] = [net, own];
  }

  /** Hear of a login or logout elsewhere, until `signal` says that the element left the page. */
  follow(signal, onChange) {
    if (!this.#own) return;
    const channel = new BroadcastChannel('vejviser');
    channel.addEventListener('message', onChange);
    signal.addEventListener('abort', () => channel.close());
    this.#channel = channel;
  }

  /** The one logged in as `{persona, name, seconds_left}`, null for nobody; `known` when the server cannot be asked. */
  async who(known) {
    if (!this.#own) return null;
    try {
      const answer = await this.#net.request('v1/sessions');
      return answer.status === 200 ? await answer.json() : null;
    } catch { return known; }
  }

  // A login ends when it is not used. Before the warning one looks again, for another tab may have used it.
  watch(who, { warn, look }) {
    this.hush();
    if (!who) return;
    const late = who.seconds_left <= WARN;
    if (late) warn();
    this.#timer = setTimeout(look, (who.seconds_left + 1 - (late ? 0 : WARN)) * 1000);
  }

  /** Stop watching. */
  hush() { clearTimeout(this.#timer); }

  /** Say that the citizen is still there. */
  async stay() { await this.#net.request('v1/sessions', 'PUT').catch(() => undefined); }

  /** Log out here and in the other tabs. */
  async out() {
    await this.#net.request('v1/sessions', 'DELETE');
    this.#channel.postMessage('changed');
  }
}
