/* What the page around the talk is told: how many messages wait unread, and that something happened, never what. */

/** Marks and events of one element. */
export class Attention {
  #host; #frame; #unread = 0; #awaited = new Set();

  constructor(host, frame) {
    [this.#host, this.#frame] = [host, frame];
  }

  /** Tell the page that something happened; no personal data goes along. */
  emit(name) {
    this.#host.dispatchEvent(new CustomEvent(`vejviser:${name}`, { bubbles: true, composed: true }));
  }

  /** Show how things stand on the button. */
  mark() { this.#host.mark({ open: this.#frame.isOpen, unread: this.#unread }); }

  /** The citizen looks at the talk, if it can be seen. */
  seen() {
    if (this.#frame.isOpen && !document.hidden) this.#unread = 0;
    this.mark();
  }

  /** A turn came: is it unread, and is it the confirmation that was waited for? */
  came({ reply }) {
    if (!this.#frame.isOpen || document.hidden) this.#unread += 1;
    this.mark();
    for (const card of reply.cards) {
      if (card.type === 'hold' || card.state === 'waiting') this.#awaited.add(card.interview);
      else if (card.state === 'booked' && this.#awaited.delete(card.interview)) this.emit('booked');
    }
  }
}
