// Telegram's own browser on some phones looks like any other to the server; here it gives itself away.
if (window.TelegramWebview || window.TelegramWebviewProxy) {
  document.getElementById("here").hidden = true;
  document.getElementById("elsewhere").hidden = false;
}
