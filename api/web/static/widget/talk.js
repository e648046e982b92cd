/* The talk: what is said goes out through the queue, what comes back goes into the log. */

import { Ticker } from './cards.js';
import { Attention, Frame } from './frame.js';
import { answer, mine } from './message.js';
import { Net } from './net.js';
import { buildPanel, showWho } from './panel.js';
import { Progress, Queue } from './queue.js';
import { newId } from './store.js';
import { addressOf, Login, takeDraft } from './ways.js';

const GREETING = { choice: 'topic:greeting' };

/** One talk of one element on a page. */
export class Talk {
  #host; #root; #site; #own; #memory; #lexicon; #words; #net; #login; #queue; #ticker = new Ticker(); #frame; #attention;
  #parts; #progress; #attached;

  constructor({ host, root, site, own, memory, lexicon, words }) {
    [this.#host, this.#root, this.#site, this.#own] = [host, root, site, own];
    [this.#memory, this.#lexicon, this.#words] = [memory, lexicon, words];
    this.#net = new Net(site, own);
    this.#queue = new Queue({ memory, net: this.#net, view: this.#view });
    this.#login = new Login(this.#net, own);
    this.#frame = new Frame(host, () => this.close());
    this.#attention = new Attention(host, this.#frame);
    this.#attach();
  }

  /** Build the panel, still closed, with what was said before. */
  prepare() {
    if (this.#own) this.#memory.draft = takeDraft() || this.#memory.draft;
    this.#draw();
  }

  /** Show the panel. The first time greets; a talk kept from before goes on. */
  open(focus) {
    if (this.#frame.isOpen) return;
    this.#frame.open();
    this.#attention.seen();
    this.#memory.noteOpen(true);
    this.#attention.emit('open');
    // To lay it out and to fill it are two pieces of work, with a breath between for a slow phone.
    setTimeout(() => {
      this.#frame.toEnd();
      if (focus) this.#focus();
      this.#begin();
    });
  }

  /** Hide the panel; the talk goes on behind it. */
  close() {
    if (!this.#frame.close()) return;
    this.#attention.mark();
    this.#memory.noteOpen(false);
    this.#attention.emit('close');
  }

  /** Speak another language from now on; what was said stays as it was said. */
  async speak(lang) {
    if (lang === this.#words.lang || !await this.#frameIn(lang)) return;
    this.#send({ choice: `lang:${this.#words.answers}` });
  }

  /** The element left the page, perhaps to come back elsewhere on it. */
  suspend() {
    this.#attached.abort();
    for (const part of [this.#net, this.#login]) part.hush();
    this.#ticker.pause();
    this.#frame.lost();
  }

  /** The element is on a page again. */
  resume() {
    if (this.#attached.signal.aborted) this.#attach();
    this.#ticker.go();
    this.#checkLogin();
  }

  #attach() {
    this.#attached = new AbortController();
    const { signal } = this.#attached;
    document.addEventListener('visibilitychange', () => { this.#attention.seen(); this.#listen(); }, { signal });
    addEventListener('pagehide', () => this.#net.hush(), { signal });
    addEventListener('pageshow', () => this.#listen(), { signal });
    for (const name of ['online', 'offline']) addEventListener(name, () => this.#progress.network(name === 'online'), { signal });
    this.#frame.follow(signal);
    this.#login.follow(signal, () => this.#checkLogin());
  }

  async #frameIn(lang) {
    try {
      this.#words = await this.#lexicon.load(lang);
    } catch {
      this.#progress.problem(this.#words.say('not_loaded'), () => this.speak(lang));
      return false;
    }
    this.#memory.choose(lang, this.#host.language);
    const focused = this.#frame.hasFocus;
    this.#draw();
    if (focused) this.#focus();
    return true;
  }

  #begin() {
    this.#checkLogin();
    if (!this.#memory.entries.length && !this.#memory.queue.length) this.#send(GREETING);
    else this.#queue.go();
    this.#listen();
  }

  #draw() {
    const { say } = this.#words;
    this.#ticker.clear();
    this.#parts = buildPanel({
      words: this.#words, inline: this.#frame.inline, act: this.#acts(),
      statement: new URL(this.#host.getAttribute('statement') ?? '/was', location.href).href,
    });
    this.#progress = new Progress(this.#parts, say);
    this.#parts.log.setAttribute('aria-live', 'off');
    for (const entry of this.#memory.entries) this.#show(entry);
    this.#retire(this.#memory.entries.findLastIndex((entry) => entry.me));
    this.#parts.field.value = this.#memory.draft;
    this.#frame.put(this.#root, this.#parts);
    this.#showWho();
    // History was put there before the region is live: it is not read out again.
    setTimeout(() => this.#parts.log.setAttribute('aria-live', 'polite'));
    this.#frame.toEnd();
  }

  #acts() {
    return {
      close: () => this.close(), speak: (lang) => this.speak(lang),
      submit: () => this.#submit(),
      draft: () => { this.#memory.draft = this.#parts.field.value; this.#memory.save(); },
      choose: (id, label) => this.#choose(id, label),
      again: () => this.#again(), logOut: async () => { await this.#login.out(); this.#checkLogin(); },
      printing: this.#own && this.#address(`print?lang=${this.#words.answers}`),
    };
  }

  /** What cards and messages of a language may use of the talk. */
  #talkIn(lang) {
    return {
      words: this.#lexicon.get(lang) ?? this.#words, own: this.#own,
      choose: (id, label) => this.#choose(id, label),
      address: (url) => this.#address(url),
      tell: (text) => { this.#parts.tell.textContent = text; },
      now: () => Date.now() + this.#net.skew,
      ticking: (key, step) => this.#ticker.add(key, step),
    };
  }

  #submit() {
    const text = this.#parts.field.value.trim();
    if (!text) return;
    this.#parts.field.value = '';
    this.#memory.draft = '';
    this.#say({ text }, text);
  }

  #choose(choice, label) {
    this.#say({ choice }, label).focus({ preventScroll: true });
  }

  #say(message, text) {
    const entry = this.#memory.add({ me: true, id: newId(), text, message, lang: this.#words.lang });
    this.#retire();
    const bubble = this.#show(entry);
    this.#frame.toEnd();
    this.#send({ id: entry.id, ...message });
    this.#showWho();
    return bubble;
  }

  #send(message) {
    const on = this.#host.getAttribute('on') || undefined;
    const municipality = this.#host.getAttribute('municipality') || undefined;
    this.#queue.add({ on, municipality, ...message });
  }

  // What the queue may use of the talk.
  get #view() {
    const talk = this;
    return {
      get progress() { return talk.#progress; },
      get language() { return talk.#words.answers; },
      bubble: (id) => this.#parts.log.querySelector(`[data-id="${id}"]`),
      received: async (turn, { choice, lang }) => {
        // What was pressed about a held time ends its countdown; the answer brings its own, if it goes on.
        this.#supersede([{ interview: choice?.split(':')[1] }]);
        await this.#receive(turn, true);
        // The server heard another language than ours: the frame follows the person.
        if (turn.lang !== lang) await this.#frameIn(turn.lang);
      },
      refused: (message, detail) => this.#refused(message, detail),
    };
  }

  // Nothing is lost: the last choices come back, and the same message can be sent again.
  #refused(message, detail) {
    this.#progress.problem(detail, () => this.#queue.add(message));
    [...this.#parts.log.querySelectorAll('.bot')].at(-1)?.removeAttribute('data-old');
    this.#checkLogin();
  }

  async #receive(turn, asked = false) {
    await this.#lexicon.load(turn.lang).catch(() => undefined);
    const before = this.#parts.log.querySelector('article:last-of-type:not([data-old])');
    const atEnd = this.#frame.atEnd;
    const article = this.#show(this.#memory.add({ turn }));
    // Somebody who reads further up is not moved, but for news about just what they are looking at.
    if (asked || atEnd || before?.matches('[data-old]')) this.#frame.toStartOf(article);
    else this.#parts.fresh.hidden = false;
    this.#attention.came(turn);
    this.#listen();
  }

  #show(entry) {
    if (entry.turn) this.#supersede(entry.turn.reply.cards);
    const { words, ...talk } = this.#talkIn(entry.turn?.lang ?? entry.lang);
    const node = entry.me ? mine(entry, words) : answer(entry.turn, { words, ...talk });
    if (entry.me) node.dataset.id = entry.id;
    this.#parts.log.append(node);
    return node;
  }

  // A newer word about an interview takes the older card away, which is no longer true, with its countdown and
  // buttons; "it is held" right after "we are asking", or "confirmed" after "sent", takes the whole message's place.
  #supersede(cards) {
    for (const { interview } of cards.filter((card) => card.interview)) {
      this.#ticker.drop(interview);
      for (const card of this.#parts.log.querySelectorAll(`[data-interview="${CSS.escape(interview)}"]`)) {
        const article = card.closest('article');
        if (article.contains(this.#root.getRootNode().activeElement)) this.#parts.log.focus();
        article.dataset.old = '';
        card.remove();
        article.hidden = article === this.#parts.log.lastElementChild && !article.querySelector('.card');
      }
    }
  }

  // Choices belong to the last word; once the citizen has gone on, those before the line are put away.
  #retire(before = Infinity) {
    for (const node of [...this.#parts.log.children].slice(0, Math.max(0, before))) node.dataset.old = '';
  }

  #again(focus = true) {
    this.#memory.forget();
    this.#net.hush();
    this.#draw();
    if (focus) this.#focus();
    if (this.#frame.isOpen) this.#send(GREETING);
  }

  async #checkLogin() {
    const before = this.#memory.who;
    const who = await this.#login.who(before ?? null);
    const asked = this.#memory.entries.findLast((entry) => entry.me);
    // Another person's talk is never shown to whoever comes next; and one is not greeted twice.
    if (before ? before.name !== who?.name : before === null && who && !asked && !this.#memory.draft) this.#again(false);
    this.#memory.who = who;
    this.#memory.save();
    this.#showWho();
    if (before?.name !== who?.name) this.#net.hush();
    this.#listen();
    this.#login.watch(who, { look: () => this.#checkLogin(), warn: () => this.#warn() });
    // Back from the login page: the talk goes on with what was asked before it.
    if (before === null && who && asked?.message) this.#say(asked.message, asked.text);
  }

  #warn() {
    this.#progress.problem(this.#words.say('soon_out'), () => this.#login.stay().then(() => this.#checkLogin()), 'stay');
    this.#attention.note();
  }

  #showWho() {
    const login = this.#address('login');
    showWho(this.#parts, { words: this.#words, who: this.#memory.who, act: this.#acts(), login, away: !this.#own });
  }

  #address(url) {
    const written = this.#memory.entries.findLast((entry) => entry.me)?.text;
    return addressOf(url, { site: this.#site, own: this.#own, lang: this.#words.answers, written });
  }

  #listen() {
    if (document.hidden || !this.#host.isConnected || !this.#memory.entries.length) this.#net.hush();
    else if (!this.#net.listening) this.#net.listen(this.#memory.conversation, (turn) => this.#receive(turn));
  }

  #focus() {
    // On a phone the field would bring up the keyboard over what is to be read.
    (matchMedia('(pointer: coarse)').matches ? this.#parts.title : this.#parts.field).focus();
  }
}
