// Uploads files the moment they are chosen or dropped: the whole page is sent as its Upload button sends it, with a
// progress bar, and what the answer says of this question takes its place. Without it the button does the same.

const HELD = ["_rev", "_seen"];

export default function upload(field) {
  const form = field.closest("form");
  if (!form) return; // in the builder's preview nothing is sent
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  let bar = null;
  let pressed = null;

  const enhance = () => {
    const input = field.querySelector("input[type=file]");
    input.parentElement.querySelector("button").remove();
    input.addEventListener("change", () => input.files.length > 0 && send(input));
    for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      input.addEventListener(name, () => input.classList.toggle("is-over", over));
    }
    field.append(said);
  };

  const show = (text, isSeen = true) => {
    bar?.remove();
    bar = pressed = null;
    said.className = isSeen ? "hint" : "visually-hidden";
    said.textContent = text;
  };

  const send = (input) => {
    const body = new FormData(form);
    body.set("_do", "upload");
    const isTooLarge = [...input.files].some((file) => file.size > Number(field.dataset.most));
    // Chosen once, sent once: not again with the page, or with another question's files.
    input.value = "";
    if (isTooLarge) return show(field.dataset.refused);
    bar = document.createElement("progress");
    bar.setAttribute("aria-label", field.dataset.uploading);
    said.before(bar);
    said.textContent = `${field.dataset.uploading} …`;
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => take(request));
    request.addEventListener("error", () => show(field.dataset.failed));
    request.open("POST", form.action);
    request.responseType = "document";
    request.send(body);
  };

  const take = (request) => {
    const page = request.response;
    const fresh = page?.getElementById(field.id);
    if (!fresh) return show(request.status === 413 ? field.dataset.refused : field.dataset.failed);
    for (const name of HELD) {
      const theirs = page.querySelector(`input[name="${name}"]`);
      if (form.elements[name] && theirs) form.elements[name].value = theirs.value;
    }
    const [wrong, waiting] = [fresh.querySelector(".field-error"), pressed];
    field.className = fresh.className;
    field.replaceChildren(...fresh.childNodes);
    enhance();
    // An error stands at the question already: it is only to be heard.
    show(wrong ? wrong.textContent.trim() : field.dataset.uploaded, !wrong);
    if (waiting && !wrong) return form.requestSubmit(waiting);
    return field.querySelector("input[type=file]").focus();
  };

  // A button pressed meanwhile waits, or what is under way would be lost. Capturing: before whatever else sends the page.
  form.addEventListener("submit", (event) => {
    if (!bar) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = event.submitter;
  }, { capture: true });

  enhance();
}
