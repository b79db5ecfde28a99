// Single-letter keys, in one place: each page binds its own, `?` lists them, and a person may switch
// them off (WCAG 2.1.4). Ignored in text fields and with Ctrl, Meta or Alt.
const OFF = "antiphon.keys.off";
const bound = [];

export const keysAreOff = () => localStorage.getItem(OFF) === "1";

export function switchKeys(off) {
  localStorage.setItem(OFF, off ? "1" : "0");
  show();
}

/** Binds keys: {key, what, run}. `run` is given the event. */
export function bind(keys) {
  bound.push(...keys);
}

function show() {
  document.documentElement.classList.toggle("no-keys", keysAreOff());
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keysAreOff()) return;
  if (event.target.closest("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.target.type === "range" && /^(Arrow|Home|End|Page)/.test(event.key)) return;
  if ((event.key === " " || event.key === "Enter") && event.target.closest("button, a, summary, input")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = bound.find((each) => each.key === key);
  if (!found) return;
  event.preventDefault();
  found.run(event);
});

function help() {
  const dialog = document.createElement("dialog");
  const head = document.createElement("h2");
  head.textContent = "Keys of this page";
  const list = document.createElement("dl");
  list.className = "facts";
  for (const each of bound) {
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = each.key === " " ? "Space" : each.key.length === 1 ? each.key.toUpperCase() : each.key;
    term.append(key);
    const what = document.createElement("dd");
    what.textContent = each.what;
    list.append(term, what);
  }
  const label = document.createElement("label");
  const off = document.createElement("input");
  off.type = "checkbox";
  off.checked = keysAreOff();
  off.addEventListener("change", () => switchKeys(off.checked));
  label.append(off, " Switch single-letter keys off in this browser");
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  const actions = document.createElement("p");
  actions.className = "actions";
  actions.append(close);
  dialog.append(head, list, label, actions);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

bind([{ key: "?", what: "this list", run: help }]);
document.querySelector("[data-keys-help]")?.addEventListener("click", help);
show();
