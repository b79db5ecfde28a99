// Times in the reader's zone, UTC on hover. Without this script every time says that it is UTC.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const minutes = new Intl.DateTimeFormat("sv-SE", parts);
const seconds = new Intl.DateTimeFormat("sv-SE", { ...parts, second: "2-digit" });

/** Rewrites the times below an element; asked twice it does it once. */
export function local(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([title])")) {
    const said = time.textContent;
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title = said;
    time.textContent = (said.length > 20 ? seconds : minutes).format(at);
  }
}

local(document);
const note = document.querySelector("[data-zone]");
if (note) note.textContent = `Times are those of ${zone}; a time's own hint says UTC.`;
