// Shows the question as people will see it while it is being typed: the server draws it, this swaps it in.

const PAUSE = 400;

export default function livePreview(form) {
  const shown = document.getElementById("live-preview");
  let timer = 0;
  let asked = 0;

  const draw = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      // A slower answer to an earlier question must not replace a newer one.
      if (answer.ok && mine === asked) shown.innerHTML = await answer.text();
    } catch {
      // Offline: what was drawn last stays.
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });
}
