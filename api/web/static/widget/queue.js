/* Messages on their way: one at a time and in order; one leaves only when it was answered or refused. And what the
   citizen sees meanwhile: progress, a lost connection, a refusal with a way to try again. */

import { el } from './dom.js';
import { Refused } from './net.js';
import { newId } from './store.js';

/** Sends what is in the memory's queue; it survives a lost connection and, on our own site, a new page. */
export class Queue {
  #memory; #net; #view; #running = false;

  /**
   * `view` gives `progress`, `bubble(id)`, `language` and takes `received(turn, message)`,
   * `refused(message, detail)`.
   */
  constructor({ memory, net, view }) {
    [this.#memory, this.#net, this.#view] = [memory, net, view];
  }

  /** Put a message last. The same id again is answered once, so a message is never done twice. */
  add(message) {
    this.#memory.queue.push({ id: newId(), ...message });
    this.#memory.save();
    this.go();
  }

  /** Send what waits. */
  async go() {
    if (this.#running) return;
    this.#running = true;
    while (this.#memory.queue.length) await this.#first();
    this.#running = false;
  }

  async #first() {
    const [message] = this.#memory.queue;
    const { conversation } = this.#memory;
    const lang = this.#view.language;
    const turn = await this.#deliver({ conversation, lang, ...message });
    // The citizen has begun again meanwhile: the answer belongs to a talk that is gone.
    if (conversation !== this.#memory.conversation) return;
    this.#memory.queue.shift();
    this.#memory.save();
    if (turn) await this.#view.received(turn, { ...message, lang });
  }

  async #deliver(message) {
    const { progress } = this.#view;
    const bubble = this.#view.bubble(message.id);
    const wait = (detail) => {
      if (message.conversation !== this.#memory.conversation) return false;
      progress.wait(bubble, detail);
      return true;
    };
    progress.start();
    try {
      return await this.#net.deliver(message, wait);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { conversation, lang, ...again } = message;
      this.#view.refused(again, error.detail);
      return null;
    } finally { progress.stop(bubble); }
  }
}

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

  /** Say what went wrong or soon will, once, with a way to try again or to prevent it. */
  problem(detail, act, label = 'retry') {
    const text = detail || this.#say('failed');
    [...this.#problem.children].find((box) => box.firstChild.textContent === text)?.remove();
    const box = el('div', {}, el('p', {}, text), el('button', { type: 'button', class: 'choice', onclick: () => {
      box.remove();
      act();
    } }, this.#say(label)));
    this.#problem.append(box);
  }

  #show(key, moving) {
    this.#status.replaceChildren(...(moving ? [el('span', { class: 'dots', 'aria-hidden': 'true' })] : []), this.#say(key));
  }

  #clear() { this.#timers.forEach(clearTimeout); }
}
