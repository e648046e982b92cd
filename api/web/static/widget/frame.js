/* Where the panel stands: beside the page, over all of it on a phone, or in its flow; and what the page is told: how
   many messages wait unread, and that something happened, never what. */

const small = matchMedia('(max-width: 36em), (max-height: 26em)');
const NEAR = 80;

/** Opens, closes and scrolls the panel of one element. */
export class Frame {
  #host; #panel; #log; #open = false; #closing = new Set();

  constructor(host, onClose) {
    this.#host = host;
    this.onClose = onClose;
  }

  /** Follow the screen when it is turned, until `signal` says that the element left the page. */
  follow(signal) {
    small.addEventListener('change', () => { if (this.#open && !this.inline) { this.#hide(); this.#reveal(); } }, { signal });
  }

  /** Whether the panel is part of the page's flow, always open. */
  get inline() { return this.#host.getAttribute('position') === 'inline'; }

  get isOpen() { return this.#open; }

  get hasFocus() { return Boolean(this.#panel?.contains(this.#panel.getRootNode().activeElement)); }

  /** Take a newly built panel in place of the old. */
  put(root, { panel, log, fresh }) {
    this.#hide();
    this.#panel?.remove();
    [this.#panel, this.#log] = [panel, log];
    // Closed by the phone's back gesture, not by us.
    panel.addEventListener('close', () => { if (!this.#closing.delete(panel)) this.onClose(); });
    fresh.addEventListener('click', () => { this.toEnd(); log.focus(); });
    for (const part of [log, panel]) part.addEventListener('scroll', () => { fresh.hidden ||= this.atEnd; }, { passive: true });
    root.append(panel);
    if (this.#open) this.#reveal();
  }

  open() {
    this.#open = true;
    this.#reveal();
  }

  /** Close, and give the focus back if it was inside. False when it was closed already. */
  close() {
    if (!this.#open || this.inline) return false;
    const inside = this.hasFocus || !this.#panel.getRootNode().activeElement;
    this.#open = false;
    this.#hide();
    this.#host.button.hidden = false;
    if (inside) this.#host.button.focus();
    return true;
  }

  /** The element was taken out of the page, which closes whatever was on top. */
  lost() { this.#open = false; this.#hide(); }

  // A phone's sheet is modal: nothing behind it can be seen, so nothing behind it takes the focus, and the
  // phone's back gesture closes it. Beside a page it stays in the top layer, over any z-index, but not modal.
  #reveal() {
    if (this.inline) return;
    if (small.matches) this.#panel.showModal();
    else if (this.#panel.showPopover) { this.#panel.popover = 'manual'; this.#panel.showPopover(); } else this.#panel.show();
    this.#panel.toggleAttribute('data-sheet', small.matches);
  }

  #hide() {
    const panel = this.#panel;
    if (!panel || this.inline) return;
    if (panel.isConnected && panel.popover && panel.matches(':popover-open')) panel.hidePopover();
    panel.removeAttribute('popover');
    if (!panel.open) return;
    this.#closing.add(panel);
    panel.close();
  }

  // On very low screens the whole panel scrolls, else only the talk does.
  get #scroller() { return getComputedStyle(this.#log).overflowY === 'visible' ? this.#panel : this.#log; }

  /** Whether the reader is at the end of the talk. */
  get atEnd() {
    const part = this.#scroller;
    return part.scrollHeight - part.scrollTop - part.clientHeight < NEAR;
  }

  toEnd() { this.#scroller.scrollTop = this.#scroller.scrollHeight; }

  /** Long answers are read from their beginning; a short one keeps its question in view. */
  toStartOf(article) {
    const part = this.#scroller;
    const question = article.previousElementSibling;
    const room = part.clientHeight - article.offsetHeight;
    const first = question?.matches('.me') && question.offsetHeight < room ? question : article;
    part.scrollTop += first.getBoundingClientRect().top - part.getBoundingClientRect().top - 8;
  }
}

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

  /** There is something new to see. */
  note() {
    if (!this.#frame.isOpen || document.hidden) this.#unread += 1;
    this.mark();
  }

  /** A turn came: is it the confirmation that was waited for? */
  came({ reply }) {
    this.note();
    for (const card of reply.cards) {
      if (card.type === 'hold' || card.state === 'waiting') this.#awaited.add(card.interview);
      else if (card.state === 'booked' && this.#awaited.delete(card.interview)) this.emit('booked');
    }
  }
}
