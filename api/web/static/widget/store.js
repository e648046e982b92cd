/* What is remembered. On our own site: in this tab, until logout or the tab closes. Elsewhere: in memory only. */

const KEPT = 60;

/** The memory of one talk. `own` is false on another origin's page and for `anonymous`. */
export class Memory {
  #key; #own;

  constructor(key, own) {
    this.#key = `vejviser:${key}`;
    this.#own = own;
    Object.assign(this, fresh(), this.#read());
  }

  /** Add a line to the talk: `{me, id, text, lang}` or `{turn}`. */
  add(entry) {
    this.entries = [...this.entries, entry].slice(-KEPT);
    this.save();
    return entry;
  }

  /** Begin again: a new conversation, nothing left of the old but the language. */
  forget() {
    Object.assign(this, fresh());
    this.save();
  }

  /** Keep the language a person chose on a page of this language. */
  choose(lang, page) {
    this.lang = { lang, page };
    this.save();
  }

  /** The language to speak: what was chosen, until the page itself speaks another. */
  languageOn(page) { return this.lang?.page === page ? this.lang.lang : page; }

  /** Note whether the panel is open, for the next page of our own site. */
  noteOpen(open) {
    this.#write(`${this.#key}:open`, open ? '1' : '0');
  }

  /** Keep everything as it is now. */
  save() {
    const { conversation, entries, queue, who, draft, lang } = this;
    this.#write(this.#key, JSON.stringify({ conversation, entries, queue, who, draft, lang }));
  }

  #read() {
    if (!this.#own) return {};
    try { return JSON.parse(sessionStorage.getItem(this.#key)) ?? {}; } catch { return {}; }
  }

  // A browser may refuse storage, or be full: then the talk lives in memory, as on a foreign page.
  #write(key, value) {
    if (!this.#own) return;
    try { sessionStorage.setItem(key, value); } catch { this.#own = false; }
  }
}

// `who` is undefined until the server was asked, null when nobody is logged in.
const fresh = () => ({ conversation: newId(), entries: [], queue: [], who: undefined, draft: '' });

/** A random UUID; `crypto.randomUUID` is missing on plain http, the random numbers are not. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
