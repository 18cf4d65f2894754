// Puts a Copy button beside a read-only box and says politely when it has copied.

export default function copy(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary";
  button.textContent = input.dataset.copy;

  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");

  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = input.dataset.copied;
    } catch {
      // Browsers refuse the clipboard on plain http: the text is selected, so the keyboard does the rest.
      said.textContent = input.dataset.selected;
    }
  });
  input.after(button);
  input.closest(".field").append(said);
}
