// Brings the page's behaviors in: data-behavior="copy" on an element runs behaviors/copy.js with it.
// Every page works without this file; a behavior improves one element and never carries meaning alone.

for (const element of document.querySelectorAll("[data-behavior]")) {
  for (const name of element.dataset.behavior.split(" ")) {
    if (/^[a-z]+(-[a-z]+)*$/.test(name)) {
      import(`./behaviors/${name}.js`).then((behavior) => behavior.default(element));
    }
  }
}
