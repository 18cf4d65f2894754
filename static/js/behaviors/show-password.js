// Puts a Show / Hide button beside a password; it is hidden again before it is sent, so that browsers can save it.

export default function showPassword(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary";
  button.setAttribute("aria-controls", input.id);

  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? input.dataset.hide : input.dataset.show;
    button.setAttribute("aria-label", shown ? input.dataset.hideIt : input.dataset.showIt);
  };

  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  input.addEventListener("lodge:reveal", () => show(true));
  input.form?.addEventListener("submit", () => show(false));
  input.after(button);
}
