// Saves the page two seconds after the last key and when it is left, and says so politely. What is saved answers with the
// revision it became: the next save, and the button, are compared with that one. Files go their own way.

const PAUSE = 2000;
const LONGEST_KEPT_ALIVE = 60000;

export default function autosave(form) {
  const said = document.getElementById("saved");
  let timer = 0;
  let isChanged = false;
  let running = null;

  const typed = () => {
    const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams([...pairs, ["_do", "autosave"]]);
  };

  const send = async (body) => {
    isChanged = false;
    try {
      const options = { method: "POST", body, redirect: "manual", keepalive: `${body}`.length < LONGEST_KEPT_ALIVE };
      const answer = await fetch(form.action, options);
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.ok && "rev" in told) {
        form.elements._rev.value = told.rev;
        form.elements._seen.value = told.seen;
      }
      said.textContent = told.sentence ?? form.dataset.refused;
    } catch {
      isChanged = true;
      said.textContent = form.dataset.offline;
    }
  };

  const save = async () => {
    clearTimeout(timer);
    await running;
    if (!isChanged) return;
    running = send(typed());
    await running;
    running = null;
  };

  const later = () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  window.addEventListener("online", save);

  // A button pressed while a save is under way waits for it: otherwise both would count as two pages that disagree.
  // Capturing: before submit-once takes the press for the one that counts.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    isChanged = false;
    if (!running) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const pressed = event.submitter;
    running.then(() => {
      running = null;
      form.requestSubmit(pressed);
    });
  }, { capture: true });
}
