// Keys of decisions: every element with data-key is pressed by that key. A button that needs a
// reason first goes to the field. A case that is left is given back.
import { bind } from "./keys.js";

const WORDS = { Escape: "back to the list", j: "next", k: "previous", a: "draw up, or go to signing", y: "it is a ground", r: "no case", c: "cannot tell", s: "put off", u: "undo the last decision" };

bind([...document.querySelectorAll("[data-key]")].map((element) => ({
  key: element.dataset.key,
  what: WORDS[element.dataset.key] ?? element.textContent.trim(),
  run() {
    const needed = element.dataset.needs && document.getElementById(element.dataset.needs);
    if (needed && !needed.value.trim()) {
      needed.focus();
      needed.setCustomValidity("Say why first.");
      needed.reportValidity();
      needed.addEventListener("input", () => needed.setCustomValidity(""), { once: true });
      return;
    }
    element.click();
    if (element.tagName === "SUMMARY") element.parentElement.querySelector("input")?.focus();
  },
})));

const note = document.getElementById("note");
if (note) bind([{ key: "n", what: "write a note", run: () => note.focus() }]);
const sign = document.querySelector("#sign input[type=checkbox]");
if (sign) bind([{ key: "a", what: "go to signing", run: () => sign.focus() }]);

const self = document.querySelector("script[data-case]");
if (self) addEventListener("pagehide", () =>
  navigator.sendBeacon(`/cases/${self.dataset.case}/release`));

// The time that is left to undo a signature, each second; then it has left.
for (const clock of document.querySelectorAll("[data-until]")) {
  const end = Date.parse(clock.dataset.until);
  const tick = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      clock.textContent = `${left} s left`;
      setTimeout(tick, 1000 - (Date.now() % 1000));
    } else {
      clock.textContent = "It has left; it can be retracted on its page.";
      clock.closest("form").querySelector("button")?.setAttribute("disabled", "");
    }
  };
  tick();
}
