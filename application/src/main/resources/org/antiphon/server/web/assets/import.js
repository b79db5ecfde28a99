// Files are handed over one by one, so that each shows how far it is and one fault stops one file.
// Without this script the form sends them together.
const form = document.querySelector("[data-handing]");
if (form) hand(form);
const running = document.querySelector("[data-running]");
if (running) follow(running);

function hand(form) {
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  drop.addEventListener("dragover", event => {
    event.preventDefault();
    drop.classList.add("over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async event => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const files = entries.every(Boolean)
      ? (await Promise.all(entries.map(entry => below(entry, "")))).flat()
      : [...event.dataTransfer.files].map(file => ({ file, path: file.name }));
    send(form, files);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    send(form, [...input.files].map(file => ({ file, path: file.name })));
  });
}

/** Every file below what was dropped, with the folders that it lies in. */
async function below(entry, folder) {
  if (entry.name.startsWith(".")) return [];
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, path }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) break;
    for (const each of some) found.push(...(await below(each, path + "/")));
  }
  return found;
}

async function send(form, files) {
  if (files.length === 0) return;
  const panel = form.parentElement.querySelector("[data-progress]");
  const said = panel.querySelector("[data-said]");
  const list = panel.querySelector("[data-files]");
  form.hidden = true;
  panel.hidden = false;
  list.replaceChildren();
  try {
    const opened = await json("POST", "/api/v1/imports", { artist: form.elements.artist.value });
    let failed = 0;
    for (const [at, { file, path }] of files.entries()) {
      said.textContent = `${at + 1} of ${files.length}: ${path}`;
      if (!(await one(list, opened.id, file, path))) failed++;
    }
    if (failed < files.length) location.href = `/imports/${opened.id}`;
    else said.textContent = "None of the files could be handed over.";
  } catch (fault) {
    said.textContent = fault.message;
    form.hidden = false;
  }
}

function one(list, id, file, path) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = path + " ";
  const bar = document.createElement("progress");
  bar.max = Math.max(1, file.size);
  bar.value = 0;
  bar.setAttribute("aria-label", `How far ${path} is`);
  line.append(name, bar);
  list.append(line);
  return new Promise(done => {
    const request = new XMLHttpRequest();
    request.open("PUT", `/api/v1/imports/${id}/files?path=${encodeURIComponent(path)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", event => { bar.value = event.loaded; });
    request.addEventListener("loadend", () => {
      const taken = request.status === 200;
      const state = document.createElement("span");
      state.className = "state " + (taken ? "good" : "bad");
      state.textContent = taken ? "handed over" : why(request);
      bar.replaceWith(state);
      done(taken);
    });
    request.send(file);
  });
}

function why(request) {
  try {
    const problem = JSON.parse(request.responseText);
    return `${problem.detail}; ${problem.hint}`;
  } catch {
    return "the connection broke";
  }
}

async function json(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${said.detail}; ${said.hint}`);
  return said;
}

/** Until it is done; then the page is asked again, which says what became of it. */
async function follow(panel) {
  const said = panel.querySelector("[data-said]");
  const bar = panel.querySelector("progress");
  for (;;) {
    await new Promise(done => setTimeout(done, 1000));
    const now = await json("GET", `/api/v1/imports/${panel.dataset.running}`);
    if (now.state !== "RUNNING") break;
    said.textContent = `${now.done} of ${now.total}`;
    bar.max = now.total;
    bar.value = now.done;
  }
  location.reload();
}
