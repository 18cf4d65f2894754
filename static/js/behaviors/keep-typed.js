// Keeps what is typed into the forms of the builder until it is saved: it survives a dropped connection, a failed save and a
// reload, and is offered back. A form is sent only once the server can be reached: a browser that sends it into a dead
// connection leaves the page. What is kept stays in this tab.

import { draw, fill, isTypedInto, typed } from "../typing.js";
import { drop, dropSaved, kept, keep } from "../kept-typing.js";

const LONGEST_WAIT = 10000;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export default function keepTyped(words) {
  dropSaved(words.dataset.person);
  for (const form of document.querySelectorAll('main form[method="post"]')) if (isTypedInto(form)) watch(form, words);
}

function watch(form, words) {
  const key = `${words.dataset.person}:${form.getAttribute("action")}`;
  const drawn = draw(form);
  const found = kept(key);
  // With errors the form shows what was typed and not saved; without any it has it from the server.
  if (form.querySelector(".is-wrong")) keep(key, typed(form));
  else if (found && JSON.stringify(found.fields) === drawn) drop(key);
  else if (found) offer(form, found, key, words.firstElementChild);

  const changed = () => (draw(form) === drawn ? drop(key) : keep(key, typed(form)));
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  sendWhenReached(form, words.dataset, () => keep(key, typed(form), location.href));
}

function offer(form, { at, fields }, key, sample) {
  const box = sample.cloneNode(true);
  const sentence = box.querySelector("p");
  const time = new Date(at).toLocaleTimeString(document.documentElement.lang, CLOCK);
  sentence.textContent = sentence.textContent.replace("…", time);
  box.setAttribute("role", "status");
  box.addEventListener("click", ({ target }) => {
    if (target.name === "restore") fill(form, fields);
    if (target.name === "discard") drop(key);
    if (target.name) box.remove();
  });
  [...form.children].find((child) => child.type !== "hidden").before(box);
}

function sendWhenReached(form, { ask, offline, back }, sent) {
  const said = Object.assign(document.createElement("p"), { className: "muted" });
  said.setAttribute("role", "status");
  (form.querySelector(".actions") ?? form.lastElementChild).before(said);
  let isThere = false;
  let isAsking = false;

  const find = async (pressed) => {
    isAsking = true;
    const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) };
    isThere = await fetch(ask, options).then(() => true, () => false);
    isAsking = false;
    said.textContent = isThere ? "" : offline;
    if (isThere) form.requestSubmit(pressed);
  };

  // Capturing: before submit-once takes the press for the one that counts.
  form.addEventListener("submit", (event) => {
    if (isThere) {
      isThere = false;
      sent();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isAsking) find(event.submitter);
  }, { capture: true });

  window.addEventListener("online", () => {
    if (said.textContent) said.textContent = back;
  });
}
