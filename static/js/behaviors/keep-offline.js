// A form is sent only once the server can be reached: a browser that sends it into a dead connection leaves the page, and
// what was typed with it. Until then the page stays as it is and says so politely.

const LONGEST_WAIT = 10000;

export default function keepOffline(form) {
  const said = form.querySelector("[data-offline]");
  let isThere = false;
  let isAsking = false;

  const reached = async () => {
    try {
      await fetch(said.dataset.ask, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) });
      return true;
    } catch {
      return false;
    }
  };

  const ask = async (pressed) => {
    isAsking = true;
    isThere = await reached();
    isAsking = false;
    said.textContent = isThere ? "" : said.dataset.offline;
    if (isThere) form.requestSubmit(pressed);
  };

  // Capturing: before submit-once takes the press for the one that counts.
  form.addEventListener("submit", (event) => {
    if (isThere) {
      isThere = false;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isAsking) ask(event.submitter);
  }, { capture: true });

  window.addEventListener("online", () => {
    if (said.textContent) said.textContent = said.dataset.back;
  });
}
