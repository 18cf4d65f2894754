// Offers a new password of made-up words: 10 syllables out of 80 give 63 random bits, easy to type on a phone.

const CONSONANTS = "bdfghklmnprstvwz";
const VOWELS = "aeiou";
const WORDS = 5;

export default function suggestPassphrase(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = input.dataset.suggest;

  const said = document.createElement("p");
  said.className = "hint";
  said.setAttribute("role", "status");

  button.addEventListener("click", () => {
    input.value = passphrase();
    input.dispatchEvent(new Event("lodge:reveal"));
    input.focus();
    said.textContent = input.dataset.suggested;
  });
  input.closest(".field").append(button, said);
}

function passphrase() {
  return Array.from({ length: WORDS }, () => syllable() + syllable()).join("-");
}

function syllable() {
  return pick(CONSONANTS) + pick(VOWELS);
}

function pick(letters) {
  // Both alphabets are shorter than 256; drawing again above the last whole multiple keeps every letter equally likely.
  const limit = 256 - (256 % letters.length);
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while (byte[0] >= limit);
  return letters[byte[0] % letters.length];
}
