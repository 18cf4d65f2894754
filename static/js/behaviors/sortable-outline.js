// Gives each question of the outline a handle: drag it, or lift it with Space, choose a place with the arrow keys and
// drop it with Space. Dropping sends what "Move to…" sends; the buttons of the row do the same for everybody else.

export default function sortableOutline(form) {
  const places = [...form.querySelectorAll(".outline-insert")];
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  form.append(said);
  let lifted = null;
  let target = null;

  const aim = (place) => {
    target?.classList.remove("is-target");
    target = place;
    target?.classList.add("is-target");
    target?.scrollIntoView({ block: "nearest" });
  };

  const lift = (row) => {
    lifted = row;
    row.classList.add("is-lifted");
    row.querySelector(".drag-handle").setAttribute("aria-pressed", "true");
    aim(row.nextElementSibling);
  };

  const release = () => {
    lifted?.classList.remove("is-lifted");
    lifted?.querySelector(".drag-handle").setAttribute("aria-pressed", "false");
    lifted = null;
    aim(null);
  };

  const drop = () => {
    const [row, place] = [lifted, target];
    release();
    // Beside itself: before it, or after it.
    if (!row || !place || place === row.nextElementSibling || place === row.previousElementSibling) return;
    form.action = `${location.pathname}/questions/${row.id.slice(2)}/move`;
    for (const [name, value] of [["page", place.dataset.page], ["after", place.dataset.after || "first"]]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.submit();
  };

  const press = (event, row) => {
    if (event.key === " ") {
      event.preventDefault();
      if (lifted) drop();
      else lift(row);
    } else if (lifted && event.key === "Escape") {
      release();
    } else if (lifted && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      aim(places[places.indexOf(target) + (event.key === "ArrowUp" ? -1 : 1)] ?? target);
    }
    said.textContent = lifted ? `${target.textContent}. ${form.dataset.help}` : "";
  };

  for (const row of form.querySelectorAll("tr[id]")) {
    const handle = Object.assign(document.createElement("button"), { type: "button", className: "drag-handle", draggable: true });
    handle.textContent = "⠿";
    handle.setAttribute("aria-label", form.dataset.lift.replace("…", () => row.querySelector("a").textContent));
    handle.setAttribute("aria-pressed", "false");
    handle.addEventListener("keydown", (event) => press(event, row));
    handle.addEventListener("dragstart", (event) => { event.dataTransfer.setDragImage(row, 0, 0); lift(row); });
    handle.addEventListener("dragend", release);
    row.cells[0].prepend(handle);
  }
  form.addEventListener("dragover", (event) => {
    const row = lifted && event.target.closest(".outline-table tbody tr");
    if (!row) return;
    event.preventDefault();
    aim(row.classList.contains("outline-insert") ? row : row.nextElementSibling);
  });
  form.addEventListener("drop", (event) => { event.preventDefault(); drop(); });
}
