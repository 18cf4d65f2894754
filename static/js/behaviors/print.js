// Puts a Print button after what is worth having on paper; without it the browser's own menu prints.

export default function print(element) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary no-print";
  button.textContent = element.dataset.print;
  button.addEventListener("click", () => window.print());
  element.after(button);
}
