/* Speaking with the server: one message at a time, the same id until it is answered, and pushed turns. */

const TIMEOUT = 20_000;
const LONGEST_PAUSE = 30_000;

/** The server answered and refused; `detail` is in the citizen's language. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.title ?? 'refused');
    this.detail = problem.detail ?? problem.title ?? '';
  }
}

/** All requests go to `root`, the address Vejviser is served from; cookies only on our own site. */
export class Net {
  #root; #credentials; #stream; #pause = 1000; #timer;

  constructor(root, own) {
    this.#root = root;
    this.#credentials = own ? 'same-origin' : 'omit';
  }

  /** The server's clock minus ours, in milliseconds, where the server lets us read it. */
  skew = 0;

  /**
   * Send one message until it is answered; tells `onWait(reason)` while it cannot, which may
   * answer false to give up. Throws Refused.
   */
  async deliver(message, onWait) {
    for (let pause = 1000; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const answer = await this.#post(message);
      const turn = answer?.ok && await answer.json().catch(() => null);
      if (turn?.reply) return turn;
      // A page that says 200 but is no answer, as a hotel's network gives, counts as no connection.
      const busy = answer && [429, 502, 503, 504].includes(answer.status);
      if (answer && !answer.ok && !busy) throw new Refused(await problemOf(answer));
      const wait = Number(answer?.headers.get('Retry-After')) * 1000 || pause;
      if (!onWait(busy ? (await problemOf(answer)).detail : null)) return null;
      await back(wait);
    }
  }

  async #post(message) {
    try {
      const answer = await this.request('v1/chat/messages', 'POST', message);
      const said = Date.parse(answer.headers.get('Date') ?? '');
      if (said) this.skew = said - Date.now();
      return answer;
    } catch { return null; }
  }

  /** One request of our API. Rejects when the network fails or is too slow. */
  request(path, method = 'GET', body = undefined) {
    return fetch(new URL(path, this.#root), {
      method, credentials: this.#credentials, signal: AbortSignal.timeout(TIMEOUT),
      headers: body ? { 'Content-Type': 'application/json', 'Accept-Language': body.lang } : {}, body: body && JSON.stringify(body),
    });
  }

  /** Listen for turns the server sends by itself. The browser reconnects; where it gives up, we try again. */
  listen(conversation, onTurn) {
    this.hush();
    const address = new URL('v1/chat/stream', this.#root);
    address.search = new URLSearchParams({ conversation });
    this.#stream = new EventSource(address, { withCredentials: this.#credentials !== 'omit' });
    this.#stream.addEventListener('open', () => { this.#pause = 1000; });
    this.#stream.addEventListener('turn', (event) => onTurn(JSON.parse(event.data)));
    this.#stream.addEventListener('error', () => {
      if (this.#stream?.readyState !== EventSource.CLOSED) return;
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      this.#timer = setTimeout(() => this.listen(conversation, onTurn), this.#pause);
    });
  }

  /** Whether a stream is wanted. */
  get listening() { return Boolean(this.#stream); }

  /** Stop listening: no connection is held for a hidden page. */
  hush() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
  }
}

async function problemOf(answer) {
  try { return await answer.json(); } catch { return { title: String(answer.status), detail: '' }; }
}

// Wait, but no longer than until the network is back.
function back(milliseconds) {
  return new Promise((resolve) => {
    const done = () => { clearTimeout(timer); removeEventListener('online', done); resolve(); };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
  });
}
