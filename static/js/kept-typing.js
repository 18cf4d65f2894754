// What this tab keeps of what was typed and not saved yet, each under a key that begins with whose it is.

const STORE = "lodge-typed:";

// Storage may be forbidden, or full: then nothing is kept.
function quietly(work) {
  try {
    return work(sessionStorage);
  } catch {
    return null;
  }
}

const read = (storage, name) => JSON.parse(storage.getItem(name));

// {at, fields, sent}: when, what, and from which page it was sent if it was.
export const kept = (key) => quietly((storage) => read(storage, STORE + key));
export const drop = (key) => quietly((storage) => storage.removeItem(STORE + key));
export const keep = (key, fields, sent = "") =>
  quietly((storage) => storage.setItem(STORE + key, JSON.stringify({ at: Date.now(), fields, sent })));

// A saved form leads on to another page: who comes by such a way from the page that was sent has it saved. What somebody else
// typed, who was logged in before in this tab, is nobody's any more.
export function dropSaved(person) {
  const isLedOn = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  quietly((storage) => {
    for (const name of Object.keys(storage).filter((one) => one.startsWith(STORE))) {
      const isSaved = isLedOn && read(storage, name).sent === document.referrer;
      if (isSaved || !name.startsWith(`${STORE}${person}:`)) storage.removeItem(name);
    }
  });
}
