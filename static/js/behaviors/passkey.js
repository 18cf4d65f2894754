// Runs a passkey ceremony with the browser's own functions and sends its answer in the form's hidden field.

// A challenge lives five minutes; an offer that lies in the background is renewed before.
const RENEWED_AFTER = 4 * 60 * 1000;

export default function passkey(form) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
  form.hidden = false;
  const said = form.querySelector("[role=status]");
  const makes = form.dataset.ceremony === "create";
  let offer = new AbortController();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    offer.abort();
    said.textContent = "";
    if (!copied() || !form.reportValidity()) return;
    try {
      send(await run({}));
    } catch (error) {
      said.textContent = form.dataset[trouble(error)];
    }
  });
  if ("autofill" in form.dataset) offerQuietly();

  // What stands in the page's other form belongs to this one too.
  function copied() {
    const box = form.querySelector("[data-from]");
    const typed = box && document.getElementById(box.dataset.from);
    if (typed) box.value = typed.value;
    if (!typed || typed.value.trim()) return true;
    said.textContent = form.dataset.fillFirst.replace("…", typed.labels[0].textContent.trim());
    typed.focus();
    return false;
  }

  async function run(more) {
    const publicKey = await asked(form);
    if (!makes) return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey), ...more });
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey), ...more });
  }

  // The browser offers passkeys among its suggestions for the address; nothing shows until one is chosen.
  async function offerQuietly() {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    offer = new AbortController();
    const { signal } = offer;
    const renewal = setTimeout(() => (signal.aborted ? 0 : (offer.abort(), offerQuietly())), RENEWED_AFTER);
    try {
      send(await run({ mediation: "conditional", signal }));
    } catch {
      // Nobody has asked for it: what goes wrong here is said to nobody, and the page's other ways stay.
      if (signal.aborted) clearTimeout(renewal);
    }
  }

  function send(credential) {
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  }
}

async function asked(form) {
  const makes = form.dataset.ceremony === "create";
  const body = makes ? new URLSearchParams(new FormData(form)) : undefined;
  const answer = await fetch(form.dataset.options, { method: makes ? "POST" : "GET", body, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// The name of the sentence: the form brings them in the language of the page.
function trouble(error) {
  return { InvalidStateError: "held", NotAllowedError: "notDone", SecurityError: "notHere" }[error.name] ?? "failed";
}
