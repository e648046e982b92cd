// Keeps the part marked data-live fresh when the jobcentre says that something has happened.
const live = document.querySelector("[data-live]");
if (live && "EventSource" in window) {
  const stream = new EventSource("/_stream");
  let waiting = false;
  stream.onmessage = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(async () => {
      waiting = false;
      const page = await fetch(location.pathname);
      if (!page.ok) return;
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-live]");
      if (fresh) live.replaceChildren(...fresh.childNodes);
    }, 400);
  };
  addEventListener("pagehide", () => stream.close());
}
