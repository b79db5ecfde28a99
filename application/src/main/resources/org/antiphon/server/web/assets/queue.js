// Keys of the review queue: J and K move, Enter opens. Ignored in text fields and with Ctrl or Meta.
const rows = [...document.querySelectorAll("[data-row] a.open")];
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const at = rows.indexOf(document.activeElement);
  if (event.key === "j") rows[Math.min(rows.length - 1, at + 1)]?.focus();
  else if (event.key === "k") rows[Math.max(0, at - 1)]?.focus();
});
