// Whether single-letter keys are on is this browser's own business.
import { keysAreOff, switchKeys } from "./keys.js";

const off = document.getElementById("keysOff");
off.checked = keysAreOff();
off.addEventListener("change", () => switchKeys(off.checked));
