/* The widget's own words, from the server's catalogue, and Danish wall time in the person's language. */

const LOCALES = { da: 'da-DK', en: 'en-GB', ar: 'ar-u-nu-latn' };
const ZONE = 'Europe/Copenhagen';

/** The languages of one talk: every message is shown in its own, also after the talk has gone over to another. */
export class Lexicon {
  #site; #municipality; #known = new Map(); #asked = new Map();

  constructor(site, municipality) {
    [this.#site, this.#municipality] = [site, municipality];
  }

  /** The words of a language, fetched once, with the municipality's name and colours. Rejects without a network. */
  load(lang) {
    if (!this.#asked.has(lang)) this.#asked.set(lang, this.#learn(lang));
    return this.#asked.get(lang);
  }

  /** The words of a language that was loaded; else undefined. */
  get(lang) { return this.#known.get(lang); }

  async #learn(lang) {
    try {
      const words = wordsOf(await this.#fetch(lang));
      this.#known.set(lang, words);
      return words;
    } catch (error) {
      this.#asked.delete(lang);
      throw error;
    }
  }

  async #fetch(lang) {
    const address = new URL('v1/widget/strings', this.#site);
    address.search = new URLSearchParams({ lang, municipality: this.#municipality });
    const answer = await fetch(address, { credentials: 'omit' });
    if (!answer.ok) throw new Error(`strings: ${answer.status}`);
    return answer.json();
  }
}

function wordsOf({ lang, dir, words, languages, answers, tenant }) {
  const say = (key, values = {}) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const format = (options) => formatter(LOCALES[lang], options);
  const clock = format({ hour: '2-digit', minute: '2-digit', hour12: false });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
  return {
    lang, dir, languages, answers, tenant, say, clock, longDay,
    shortDay: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    date: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    moment: (instant) => say('moment', { day: longDay(instant), clock: clock(instant) }),
    period: (start, end) => say('moment', { day: longDay(start), clock: `${clock(start)}\u2060–\u2060${clock(end)}` }),
  };
}

// Made when first needed: the first of a page costs a slow phone as much as everything else at the first open.
function formatter(locale, options) {
  let made;
  return (instant) => {
    made ??= new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
    return made.format(new Date(instant));
  };
}

/** The Danish calendar day of an instant, as `2026-11-25`. */
export const danishDay = formatter('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
