// Shows and hides the questions of a page, and works its totals out, while somebody answers: what the server will say after
// the next save. A question that is not asked waits in a <template> at its place, so nothing of it is sent or read aloud.

import { written } from "../expressions.js";
import { following } from "../following.js";
import { READERS } from "../typed.js";

export default function liveAnswers(form) {
  const follow = following(JSON.parse(form.dataset.page));
  // What the form holds, read once for all questions, and again once one of them came or went.
  let held = null;
  const values = (name) => {
    held ??= new FormData(form);
    return held.getAll(name).filter((value) => typeof value === "string");
  };
  const hands = {
    read: ({ read }, name) => READERS[read.as]?.(values, name, read),
    turn: (name, isShown) => {
      if (turn(form, name, isShown)) held = null;
    },
    write: (part, name, text) => write(form, part, name, text),
  };

  const update = () => {
    held = null;
    follow(hands);
  };

  form.addEventListener("input", update);
  form.addEventListener("change", update);
  // Going back, the browser fills in what was typed after the page is there.
  window.addEventListener("pageshow", update);
  update();
}

// Whether something came or went. What waits keeps what was typed into it.
function turn(form, name, isShown) {
  const place = form.querySelector(`[data-question="${name}"]`);
  const kept = place?.querySelector(":scope > template");
  if (!place || isShown === !kept) return false;
  if (kept) {
    kept.replaceWith(kept.content);
    return true;
  }
  const template = document.createElement("template");
  template.content.append(...place.childNodes);
  place.append(template);
  return true;
}

function write(form, { look }, name, text) {
  const output = form.querySelector(`output[name="${name}"]`);
  const said = text === null ? output?.dataset.blank : written(text, look);
  // Said aloud only when it is another one.
  if (output && output.textContent !== said) output.textContent = said;
}
