// Draws the part of the page that changes by itself anew every few seconds; the whole page once it has ended. A part of a
// page that somebody fills in names what is drawn anew then instead, so that nothing that they have typed goes.

const PAUSE = 2000;

export default function refresh(part) {
  const look = async () => {
    // A tab that nobody looks at asks for nothing, and keeps no log-in alive.
    if (document.hidden) return wait();
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(part.id);
      if (!answer.ok || answer.redirected) return;
      if (!now || now.dataset.behavior !== "refresh") return part.dataset.whole ? end(page) : location.reload();
      // The link in it may have the focus: then it stays until the next time.
      if (!part.contains(document.activeElement)) part.innerHTML = now.innerHTML;
    } catch {
      // Offline: what was drawn last stays.
    }
    wait();
  };
  const end = (page) => {
    const [whole, fresh] = [document, page].map((one) => one.getElementById(part.dataset.whole));
    if (!part.isConnected || !fresh) return;
    if (whole.querySelector("progress")) return wait();
    const hadFocus = whole.contains(document.activeElement);
    whole.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("input[type=file]").focus();
  };
  const wait = () => setTimeout(look, PAUSE);
  wait();
}
