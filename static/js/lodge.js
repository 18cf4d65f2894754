// Brings the page's behaviors in: data-behavior="copy" on an element runs behaviors/copy.js with it, also on one that comes
// into the page later: a question that is shown, a part that is drawn anew. Each is begun once, however often it goes and
// comes back. Every page works without this file; a behavior improves one element and never carries meaning alone.

const begun = new WeakMap();

function begin(element) {
  const names = begun.get(element) ?? new Set();
  begun.set(element, names);
  for (const name of element.dataset.behavior.split(" ")) {
    if (names.has(name) || !/^[a-z]+(-[a-z]+)*$/.test(name)) continue;
    names.add(name);
    import(`./behaviors/${name}.js`).then((behavior) => {
      // Gone again before its behavior was there: begun when it comes back.
      if (element.isConnected) behavior.default(element);
      else names.delete(name);
    });
  }
}

function look(part) {
  if (part.dataset?.behavior) begin(part);
  for (const element of part.querySelectorAll?.("[data-behavior]") ?? []) begin(element);
}

look(document);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) addedNodes.forEach(look);
}).observe(document.documentElement, { childList: true, subtree: true });
