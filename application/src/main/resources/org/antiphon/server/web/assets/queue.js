// Keys of lists: J and K move, Enter opens, / searches.
import { bind } from "./keys.js";

const rows = [...document.querySelectorAll("[data-row] a.open")];
const at = () => rows.indexOf(document.activeElement);
bind([
  { key: "j", what: "next row", run: () => rows[Math.min(rows.length - 1, at() + 1)]?.focus() },
  { key: "k", what: "previous row", run: () => rows[Math.max(0, at() - 1)]?.focus() },
  { key: "/", what: "search", run: () => document.querySelector("input[type=search]")?.focus() },
]);
