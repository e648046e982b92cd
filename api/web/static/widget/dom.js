/* Building elements without markup: text is only ever text, so nothing a server or citizen writes can become HTML. */

/** An element: attributes by name, `on…` as listeners; strings become text, null and false are left out. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z',
  menu: 'M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z',
  send: 'M3 4l19 8-19 8 3-8zm4.6 7H14v2H7.6z',
  check: 'M9.5 17.7 4 12.2l1.4-1.4 4.1 4.1L18.6 5.8 20 7.2z',
  clock: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm-1 3v5.6l4.5 2.7 1-1.7-3.5-2.1V7z',
  stop: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM7 11h10v2H7z',
};

/** A drawing that says nothing to a screen reader; words always stand beside it. */
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/** Plain text as paragraphs and bullets: blank lines part paragraphs, lines from `- ` are a list. */
export function prose(text) {
  return text.split(/\n\s*\n/).filter(Boolean).flatMap((block) => {
    const parts = [];
    for (const line of block.split('\n')) {
      const bullet = line.match(/^\s*[-•] (.*)$/);
      const last = parts.at(-1);
      if (bullet && last?.tagName === 'UL') last.append(el('li', {}, callable(bullet[1])));
      else if (bullet) parts.push(el('ul', {}, el('li', {}, callable(bullet[1]))));
      else if (last?.tagName === 'P') last.append(el('br'), ...callable(line));
      else parts.push(el('p', {}, callable(line)));
    }
    return parts;
  });
}

// Telephone numbers can be pressed, first of all those of a crisis; "§ 112" is none.
const NUMBER = /((?<![§\d] ?)\b(?:\d\d(?: \d\d){3}|112|1813)\b(?! \d))/;
const callable = (line) => line.split(NUMBER).map((part, index) =>
  index % 2 ? el('a', { href: `tel:${part.replaceAll(' ', '')}` }, part) : part);

/** Words that only a screen reader says. */
export const spoken = (text) => el('span', { class: 'spoken' }, text);
