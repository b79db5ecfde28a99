// Checks in this browser that an entry is in the ledger: hashes its bytes, climbs the tree by the
// proof (RFC 9162 §2.1.3.2), compares the root with the signed head, checks the head's signature.
const head = document.querySelector("[data-key-of-head]");

for (const button of document.querySelectorAll("[data-verify]"))
  button.addEventListener("click", async () => {
    const place = button.parentElement.querySelector("[role=status]");
    place.textContent = "…";
    try {
      await verify(button.dataset.verify);
      place.className = "state good";
      place.textContent = "it holds";
    } catch (fault) {
      place.className = "state bad";
      place.textContent = fault.message;
    }
  });

async function verify(id) {
  const answer = await fetch(`/api/v1/ledger/proof?id=${id}`);
  if (!answer.ok) throw new Error((await answer.json()).detail);
  const proof = await answer.json();
  const lines = proof.checkpoint.split("\n");
  const root = await rootOf(proof, Number(lines[1]));
  if (base64(root) !== lines[2]) throw new Error("the entry does not lead to the signed root");
  if (!(await signed(proof.checkpoint))) throw new Error("the head's signature does not hold");
}

/** RFC 9162 §2.1.3.2: the root that this leaf and these hashes lead to. */
async function rootOf(proof, size) {
  let hash = await sha256(new Uint8Array([0]), bytes(proof.body));
  let place = BigInt(proof.index);
  let last = BigInt(size) - 1n;
  if (place > last) throw new Error("the entry lies beyond the head");
  for (const next of proof.hashes.map(bytes)) {
    if (last === 0n) throw new Error("the proof is too long");
    if (place % 2n === 1n || place === last) {
      hash = await sha256(new Uint8Array([1]), next, hash);
      while (place % 2n === 0n && place !== 0n) {
        place /= 2n;
        last /= 2n;
      }
    } else hash = await sha256(new Uint8Array([1]), hash, next);
    place /= 2n;
    last /= 2n;
  }
  if (last !== 0n) throw new Error("the proof is too short");
  return hash;
}

/** Whether the note carries the signature of the key that the page names. */
async function signed(note) {
  const [, , encoded] = head.dataset.keyOfHead.match(/^(.+)\+[0-9a-f]{8}\+(.+)$/);
  const raw = bytes(encoded).slice(1);
  const key = await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  const end = note.lastIndexOf("\n\n");
  const text = new TextEncoder().encode(note.slice(0, end + 1));
  for (const line of note.slice(end + 2).split("\n").filter(Boolean)) {
    const signature = bytes(line.split(" ")[2]).slice(4);
    if (signature.length === 64 && (await crypto.subtle.verify("Ed25519", key, signature, text)))
      return true;
  }
  return false;
}

async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const base64 = (all) => btoa(String.fromCharCode(...all));
