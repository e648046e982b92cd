/* Vejviser's loader: the button a municipality pastes into its page. The talk itself is fetched at first press. */
(() => {
  'use strict';
  if (customElements.get('vejviser-chat')) return;
  const script = document.currentScript ?? document.querySelector('script[src$="/widget/widget.js"]');
  const base = new URL('.', script.src);
  // The only words needed before the catalogue is asked; a test holds them equal to it.
  const WORDS = {
    da: ['Spørg Vejviser', 'Vejviser kunne ikke hentes. Prøv igen om lidt.', 'Nye beskeder'],
    en: ['Ask Vejviser', 'Vejviser could not be loaded. Try again shortly.', 'New messages'],
    ar: ['اسأل Vejviser', 'تعذر تحميل Vejviser. حاول مرة أخرى بعد قليل.', 'رسائل جديدة'],
  };
  const CSS = `
    :host { display: block; }
    @media print { :host { display: none; } }
    .root { all: initial; font: 400 medium/1.5 "IBM Plex Sans", system-ui, sans-serif;
      --primary: var(--vejviser-primary, var(--tenant-primary, #004d99));
      --on-primary: var(--vejviser-on-primary, var(--tenant-on-primary, #fff)); }
    .launch { all: unset; box-sizing: border-box; position: fixed; z-index: 2147483000; inset-block-end: 1em;
      inset-inline-end: 1em; display: flex; gap: .5em; align-items: center; min-height: 3.25em; padding: .5em 1.25em;
      border: 2px solid transparent; border-radius: 2em; background: var(--primary); color: var(--on-primary);
      font-weight: 600; cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / .3); }
    .launch:hover { text-decoration: underline; }
    .launch:focus-visible { outline: 3px solid var(--primary); outline-offset: 3px; }
    :host([position=start]) .launch { inset-inline: 1em auto; }
    :host([position=inline]) .launch, .launch[hidden] { display: none; }
    .launch svg { inline-size: 1.5em; block-size: 1.5em; fill: currentColor; }
    .count { min-inline-size: 1.25em; padding: 0 .35em; border-radius: 1em; background: #fff; color: #1a1a1a;
      text-align: center; border: 1px solid #1a1a1a; }
    .count:empty { display: none; }
    .problem { position: fixed; inset-block-end: 5em; inset-inline-end: 1em; max-inline-size: 18em; border-radius: 4px; }
    .problem:not(:empty) { padding: .75em 1em; border: 1px solid #1a1a1a; background: #fff; color: #1a1a1a; }`;
  const BUBBLE = 'M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-8l-6 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let sheet;

  const make = (name, className) => Object.assign(document.createElement(name), { className });

  function drawing() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS(svg.namespaceURI, 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', BUBBLE);
    svg.append(path);
    return svg;
  }

  class VejviserChat extends HTMLElement {
    static observedAttributes = ['lang', 'open', 'theme'];
    #root; #launch; #label; #count; #problem; #loading; #chat;
    #shade = () => this.#applyTheme();

    connectedCallback() {
      if (!this.#root) this.#build();
      dark.addEventListener('change', this.#shade);
      this.#applyTheme();
      this.#applyLanguage();
      this.#chat?.resume();
      if (this.hasAttribute('open') || this.getAttribute('position') === 'inline' || this.#wasOpen()) this.show(false);
    }

    disconnectedCallback() {
      dark.removeEventListener('change', this.#shade);
      this.#chat?.suspend();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#root || before === now) return;
      if (name === 'theme') this.#applyTheme();
      else if (name === 'lang') { this.#applyLanguage(); this.#chat?.speak(this.language); }
      else if (now === null) this.hide(); else this.show(false);
    }

    /** The language of the button and, until the person chooses another, of the talk. */
    get language() {
      const wanted = this.lang || this.parentElement?.closest('[lang]')?.lang || '';
      return Object.keys(WORDS).find((code) => wanted.toLowerCase().startsWith(code)) ?? 'da';
    }

    /** Open the panel; the first time fetches it. The focus moves into it only when a person asked for it. */
    async show(focus = true) {
      this.#problem.textContent = '';
      this.#launch.setAttribute('aria-busy', 'true');
      try {
        this.#loading ??= import(new URL('chat.js', base)).then((module) => module.createChat(this, this.#root, base));
        this.#chat = await this.#loading;
        if (this.isConnected) this.#chat.open(focus);
      } catch {
        this.#loading = undefined;
        this.#problem.textContent = WORDS[this.language][1];
      }
      this.#launch.removeAttribute('aria-busy');
    }

    /** Close the panel and give the focus back. */
    hide() { this.#chat?.close(); }

    /** The panel tells its button how things stand. */
    mark({ open, unread }) {
      this.#launch.hidden = open;
      this.#launch.setAttribute('aria-expanded', String(open));
      this.#count.textContent = unread || '';
      this.#count.setAttribute('aria-label', unread ? `${WORDS[this.language][2]}: ${unread}` : '');
      this.toggleAttribute('open', open);
    }

    /** Where the focus returns to. */
    get button() { return this.#launch; }

    #build() {
      const shadow = this.attachShadow({ mode: 'open' });
      if (!sheet) { sheet = new CSSStyleSheet(); sheet.replaceSync(CSS); }
      shadow.adoptedStyleSheets = [sheet];
      this.#root = make('div', 'root');
      this.#launch = make('button', 'launch');
      this.#label = make('span', '');
      this.#count = make('span', 'count');
      this.#problem = make('div', 'problem');
      this.#launch.type = 'button';
      this.#launch.setAttribute('aria-haspopup', 'dialog');
      this.#launch.setAttribute('aria-expanded', 'false');
      this.#count.setAttribute('role', 'img');
      this.#problem.setAttribute('role', 'alert');
      this.#launch.append(drawing(), this.#label, this.#count);
      this.#launch.addEventListener('click', () => this.show());
      this.#root.append(this.#launch, this.#problem);
      shadow.append(this.#root);
    }

    #applyTheme() {
      const theme = this.getAttribute('theme');
      this.#root.toggleAttribute('data-dark', theme === 'dark' || (theme !== 'light' && dark.matches));
    }

    #applyLanguage() {
      this.#root.lang = this.language;
      this.#root.dir = this.language === 'ar' ? 'rtl' : 'ltr';
      this.#label.textContent = this.getAttribute('label') || WORDS[this.language][0];
    }

    // On our own site a talk goes on after a change of page, or with what was written before the login.
    #wasOpen() {
      if (base.origin !== location.origin) return false;
      if (location.hash.startsWith('#draft=')) return true;
      if (matchMedia('(max-width: 36em)').matches) return false;
      try { return sessionStorage.getItem(`vejviser:${this.storageKey}:open`) === '1'; } catch { return false; }
    }

    /** Several on one page are kept apart by their order. */
    get storageKey() {
      const same = [...document.querySelectorAll('vejviser-chat')];
      return `${this.getAttribute('municipality')}:${this.id || same.indexOf(this)}`;
    }
  }

  customElements.define('vejviser-chat', VejviserChat);
})();
