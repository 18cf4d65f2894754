// Puts paper above the box for a typed signature: what is drawn on it goes into the hidden control as whole numbers,
// "x y x y;x y x y". Whoever cannot draw types; a drawing wins over a name until it is cleared.

const [WIDTH, HEIGHT, MOST] = [600, 200, 6000];
const SVG = "http://www.w3.org/2000/svg";

export default function signature(box) {
  const [kept, typed] = [box.querySelector("input[type=hidden]"), box.querySelector("input.input")];
  const paper = document.createElementNS(SVG, "svg");
  const ink = document.createElementNS(SVG, "path");
  const clear = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: box.dataset.clear });
  let strokes = kept.value ? kept.value.split(";").map((stroke) => stroke.split(" ").map(Number)) : [];
  let pen = null;

  paper.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  paper.setAttribute("class", "signature-pad");
  paper.setAttribute("role", "img");
  paper.setAttribute("aria-label", box.dataset.pad);
  paper.append(ink);
  const said = Object.assign(document.createElement("p"), { className: "signature-how", textContent: box.dataset.pad });
  box.prepend(said, paper, clear);
  box.querySelector(`#${CSS.escape(typed.id)}-unit`).textContent = box.dataset.or;

  const draw = () => {
    ink.setAttribute("d", strokes.map((stroke) => `M${stroke.join(" ")}`).join(""));
    clear.hidden = strokes.length === 0;
  };
  const keep = () => {
    kept.value = strokes.map((stroke) => stroke.join(" ")).join(";");
    kept.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  };
  const place = (event) => {
    const { left, top, width, height } = paper.getBoundingClientRect();
    const at = (share, most) => Math.round(Math.min(Math.max(share, 0), 1) * most);
    return [at((event.clientX - left) / width, WIDTH), at((event.clientY - top) / height, HEIGHT)];
  };
  const length = () => strokes.reduce((sum, stroke) => sum + stroke.length * 4, 0);

  paper.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || length() > MOST - 100) return;
    paper.setPointerCapture(event.pointerId);
    pen = [...place(event)];
    strokes.push(pen);
  });
  paper.addEventListener("pointermove", (event) => {
    if (!pen || length() > MOST - 20) return;
    const [x, y] = place(event);
    // Points that are too near say nothing more and cost room.
    if (Math.hypot(x - pen.at(-2), y - pen.at(-1)) < 4) return;
    pen.push(x, y);
    draw();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    paper.addEventListener(name, () => {
      if (pen) keep();
      pen = null;
    });
  }
  clear.addEventListener("click", () => {
    strokes = [];
    keep();
    typed.focus();
  });
  draw();
}
