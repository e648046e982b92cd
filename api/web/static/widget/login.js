/* Who is logged in, on our own site only; other tabs are told when it changes. */

/** Asks and ends the session. On another origin's page nobody is ever logged in. */
export class Login {
  #net; #own; #channel;

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

  /** The one logged in as `{persona, name}`, null for nobody; `known` when the server cannot be asked. */
  async who(known) {
    if (!this.#own) return null;
    try {
      const answer = await this.#net.request('v1/sessions');
      return answer.status === 200 ? await answer.json() : null;
    } catch { return known; }
  }

  /** Log out here and in the other tabs. */
  async out() {
    await this.#net.request('v1/sessions', 'DELETE');
    this.#channel.postMessage('changed');
  }
}
