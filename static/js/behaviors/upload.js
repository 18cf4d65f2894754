// Uploads files the moment they are chosen or dropped: the whole page is sent as its Upload button sends it, with a
// progress bar, and what the answer says of this question takes its place. Without it the button does the same.

const HELD = ["_rev", "_seen", "_v"];

export default function upload(field) {
  const form = field.closest("form");
  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");
  let bar = null;

  const enhance = () => {
    const input = field.querySelector("input[type=file]");
    const button = input.parentElement.querySelector("button");
    button.hidden = true;
    input.addEventListener("change", () => input.files.length > 0 && send(button));
    for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      input.addEventListener(name, () => input.classList.toggle("is-over", over));
    }
    field.append(said);
  };

  const show = (text) => {
    bar?.remove();
    bar = null;
    said.textContent = text;
  };

  const send = (button) => {
    const request = new XMLHttpRequest();
    bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", field.dataset.uploading);
    said.before(bar);
    said.textContent = `${field.dataset.uploading} …`;
    request.upload.addEventListener("progress", (event) => {
      if (bar && event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => take(request));
    request.addEventListener("error", () => show(field.dataset.failed));
    request.open("POST", form.action);
    request.responseType = "document";
    request.send(new FormData(form, button));
  };

  const take = (request) => {
    const page = request.response;
    const fresh = page?.getElementById(field.id);
    if (!fresh) {
      show(request.status === 413 ? field.dataset.refused : field.dataset.failed);
      return;
    }
    for (const name of HELD) {
      const [mine, theirs] = [form.elements[name], page.querySelector(`input[name="${name}"]`)];
      if (mine && theirs) mine.value = theirs.value;
    }
    field.className = fresh.className;
    field.replaceChildren(...fresh.childNodes);
    enhance();
    const wrong = field.querySelector(".field-error");
    show(wrong ? wrong.textContent : field.dataset.uploaded);
    field.querySelector("input[type=file]").focus();
  };

  enhance();
}
