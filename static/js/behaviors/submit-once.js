// A second press while the first is under way sends nothing. The button is not disabled: that would drop its name and
// value from what is sent. Coming back by the browser's back button makes the page usable again.

export default function submitOnce(form) {
  let sent = false;
  let pressed = null;

  const release = () => {
    sent = false;
    pressed?.removeAttribute("aria-disabled");
  };

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    sent = true;
    pressed = event.submitter;
    pressed?.setAttribute("aria-disabled", "true");
    // An answer that is a download, or never comes, must not leave the form dead.
    setTimeout(release, 8000);
  });

  window.addEventListener("pageshow", release);
}
