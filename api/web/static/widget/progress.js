/* What the citizen sees while a message is under way, waits for a connection, or was refused. */

import { el } from './dom.js';

const QUICK = 350;
const SLOW = 8000;

/** The status line and the alert of one panel. */
export class Progress {
  #status; #problem; #say; #timers = [];

  constructor({ status, problem }, say) {
    [this.#status, this.#problem, this.#say] = [status, problem, say];
  }

  /** A message went out. A quick answer shows nothing, so that nothing flickers or is read in vain. */
  start() {
    this.#problem.replaceChildren();
    this.#timers = [
      setTimeout(() => this.#show('working', true), QUICK),
      setTimeout(() => this.#show('slow', true), SLOW),
    ];
  }

  /** It could not be delivered yet; the text is kept and goes out by itself. `detail` is the server's reason. */
  wait(bubble, detail) {
    this.#clear();
    if (bubble) bubble.querySelector('.pending').hidden = false;
    const text = detail || this.#say('offline');
    if (this.#status.textContent !== text) this.#status.replaceChildren(text);
  }

  /** The network came or went while nothing was under way. */
  network(online) { this.#status.replaceChildren(online ? '' : this.#say('offline')); }

  /** It was answered, or refused. */
  stop(bubble) {
    this.#clear();
    if (bubble) bubble.querySelector('.pending').hidden = true;
    this.#status.replaceChildren();
  }

  /** Say what went wrong, with a way to try again. */
  problem(detail, retry) {
    const again = () => { this.#problem.replaceChildren(); retry(); };
    this.#problem.replaceChildren(el('p', {}, detail || this.#say('failed')),
      ...(retry ? [el('button', { type: 'button', class: 'choice', onclick: again }, this.#say('retry'))] : []));
  }

  #show(key, moving) {
    this.#status.replaceChildren(...(moving ? [el('span', { class: 'dots', 'aria-hidden': 'true' })] : []), this.#say(key));
  }

  #clear() { this.#timers.forEach(clearTimeout); }
}
