/* One clock for all countdowns of a talk; it stands still when there are none. */

/** Steps once a second for each key; a step that returns false is done. */
export class Ticker {
  #steps = new Map(); #timer;

  /** Begin a countdown; a newer one with the same key takes its place. */
  add(key, step) {
    if (!step()) return;
    this.#steps.set(key, step);
    this.go();
  }

  /** End one. */
  drop(key) { this.#steps.delete(key); }

  /** End all. */
  clear() { this.#steps.clear(); this.pause(); }

  /** Stand still, for an element that is not on the page. */
  pause() { clearInterval(this.#timer); this.#timer = undefined; }

  /** Go on. */
  go() {
    if (this.#steps.size && !this.#timer) this.#timer = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    for (const [key, step] of this.#steps) if (!step()) this.#steps.delete(key);
    if (!this.#steps.size) this.pause();
  }
}
