/* What was written before login goes on after it (in the fragment, which is never sent), and a second look at
   whether the page is inside another app. */
const form = document.getElementById('login');
if (form && location.hash) form.action += location.hash;
if (window.top !== window || 'TelegramWebviewProxy' in window || 'TelegramWebview' in window) {
  document.getElementById('outside').hidden = false;
  form.hidden = true;
}
