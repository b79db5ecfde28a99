// Two players in step. The upload sets the pace; the recording follows through the alignment:
// recording time = recordingFrom + (upload time - uploadFrom) * tempoFactor.
// Plays at the recording's own speed when "undone" is on. Drift is nudged away, never heard.
// What was really heard (both running, each loud enough) is reported to the server, which wants
// 5 s of each before it lets anybody sign.
import { bind } from "./keys.js";

const NUDGE = 0.03; // greatest change of rate that pulls a player back into step
const JUMP = 0.25; // seconds beyond which it is set anew instead
const AUDIBLE = 0.15; // share of full volume below which a sound counts as not heard
const REPORT = 2; // seconds of new hearing that are told at once

for (const root of document.querySelectorAll(".players"))
  root.classList.contains("alone") ? alone(root) : start(root);

/** One sound with nothing to hold it against: the browser's own player; only hearing is added. */
function alone(root) {
  const upload = root.querySelector("audio.upload");
  const status = root.querySelector("[role=status]");
  let last = null;
  let heard = 0;

  async function report() {
    if (heard < 0.1) return;
    const told = JSON.stringify({ uploadSeconds: heard, recordingSeconds: 0 });
    heard = 0;
    const answer = await fetch(root.dataset.heard, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: told,
    });
    if (!answer.ok) {
      status.textContent = "the server did not note what you heard: " + answer.status;
      return;
    }
    const all = await answer.json();
    root.querySelector("[data-heard-so-far]").textContent =
      `Heard so far: upload ${clock(all.uploadSeconds)}`;
  }

  upload.addEventListener("timeupdate", () => {
    const now = upload.currentTime;
    if (last !== null && !upload.paused && !upload.muted && upload.volume > AUDIBLE)
      heard += Math.min(0.5, Math.max(0, now - last));
    last = now;
    if (heard > REPORT) report();
  });
  upload.addEventListener("seeking", () => (last = null));
  upload.addEventListener("pause", report);
  addEventListener("pagehide", report);
  bind([
    { key: " ", what: "play or pause", run: () => (upload.paused ? upload.play() : upload.pause()) },
    { key: "ArrowLeft", what: "1 s back, with Shift 10 s", run: (e) => (upload.currentTime -= e.shiftKey ? 10 : 1) },
    { key: "ArrowRight", what: "1 s on, with Shift 10 s", run: (e) => (upload.currentTime += e.shiftKey ? 10 : 1) },
  ]);
}

function start(root) {
  const upload = root.querySelector("audio.upload");
  const reference = root.querySelector("audio.reference");
  const segments = JSON.parse(root.dataset.segments);
  if (!upload || !reference || segments.length === 0) return;
  const status = root.querySelector("[role=status]");
  const fade = root.querySelector("input.fade");
  const state = { segment: 0, loop: false, undone: false, last: null };
  const heard = { uploadSeconds: 0, recordingSeconds: 0 };

  const now = () => segments[state.segment];
  const toReference = (t) => now().recordingFrom + (t - now().uploadFrom) * now().tempoFactor;
  const toUpload = (t) => now().uploadFrom + (t - now().recordingFrom) / now().tempoFactor;
  const baseRates = () =>
    state.undone ? [1 / now().tempoFactor, 1] : [1, now().tempoFactor];

  function rates() {
    const [u, r] = baseRates();
    // A change of speed moves tempo and pitch together; a change of tempo alone keeps the pitch.
    const together = Math.abs(12 * Math.log2(now().tempoFactor) - now().pitchSemitones) < 0.15;
    upload.preservesPitch = reference.preservesPitch = !together;
    upload.playbackRate = u;
    reference.playbackRate = r;
  }

  function say(text) {
    status.textContent = text;
  }

  function seek(uploadTime) {
    upload.currentTime = Math.max(0, uploadTime);
    reference.currentTime = Math.max(0, toReference(upload.currentTime));
    state.last = null;
  }

  async function play() {
    if (!upload.paused) return pause();
    if (upload.currentTime < now().uploadFrom - 0.5 || upload.currentTime > now().uploadTo)
      seek(now().uploadFrom);
    else seek(upload.currentTime);
    rates();
    try {
      await Promise.all([upload.play(), reference.play()]);
    } catch (fault) {
      return say("this browser cannot play it: " + fault.message);
    }
    say("playing both");
    root.querySelector("[data-do=play]").firstChild.textContent = "Pause ";
    requestAnimationFrame(step);
  }

  function pause() {
    upload.pause();
    reference.pause();
    state.last = null;
    root.querySelector("[data-do=play]").firstChild.textContent = "Play both ";
    report();
    say("paused at " + clock(upload.currentTime));
  }

  function step() {
    draw();
    if (upload.paused) return;
    listen();
    const drift = toReference(upload.currentTime) - reference.currentTime;
    root.dataset.drift = drift.toFixed(4);
    const rate = baseRates()[1];
    if (Math.abs(drift) > JUMP) reference.currentTime = toReference(upload.currentTime);
    else if (Math.abs(drift) > 0.004)
      reference.playbackRate = rate * (1 + Math.max(-NUDGE, Math.min(NUDGE, drift * 2)));
    else reference.playbackRate = rate;
    if (upload.currentTime >= now().uploadTo) {
      if (state.loop) seek(now().uploadFrom);
      else return pause();
    }
    requestAnimationFrame(step);
  }

  /** Adds what both players really advanced since the last frame. */
  function listen() {
    const before = state.last;
    state.last = [upload.currentTime, reference.currentTime];
    if (!before || reference.paused) return;
    const advanced = (i) => Math.min(0.5, Math.max(0, state.last[i] - before[i]));
    if (upload.volume > AUDIBLE && !upload.muted) heard.uploadSeconds += advanced(0);
    if (reference.volume > AUDIBLE && !reference.muted) heard.recordingSeconds += advanced(1);
    if (heard.uploadSeconds + heard.recordingSeconds > 2 * REPORT) report();
  }

  async function report() {
    if (!root.dataset.heard || heard.uploadSeconds + heard.recordingSeconds < 0.1) return;
    const told = JSON.stringify(heard);
    heard.uploadSeconds = heard.recordingSeconds = 0;
    const answer = await fetch(root.dataset.heard, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: told,
    });
    if (!answer.ok) return say("the server did not note what you heard: " + answer.status);
    const all = await answer.json();
    root.dispatchEvent(new CustomEvent("heard", { detail: all, bubbles: true }));
    const place = document.querySelector("[data-heard-so-far]");
    if (place) place.textContent =
      `heard so far: upload ${clock(all.uploadSeconds)}, recording ${clock(all.recordingSeconds)}`;
  }

  function draw() {
    head(root.querySelector(".bar.upload"), upload.currentTime);
    head(root.querySelector(".bar.reference"), reference.currentTime);
  }

  function head(bar, time) {
    const share = Math.min(1, time / Number(bar.dataset.seconds));
    bar.querySelector(".head").style.insetInlineStart = 100 * share + "%";
  }

  function volumes() {
    const share = Number(fade.value) / 100;
    upload.volume = Math.cos((share * Math.PI) / 2);
    reference.volume = Math.sin((share * Math.PI) / 2);
    fade.setAttribute("aria-valuetext",
      share < 0.5 ? "mostly the upload" : share > 0.5 ? "mostly our recording" : "both alike");
  }

  function swap() {
    fade.value = Number(fade.value) < 50 ? 100 : 0;
    volumes();
    say(Number(fade.value) < 50 ? "you hear the upload" : "you hear our recording");
  }

  function choose(step) {
    state.segment = (state.segment + step + segments.length) % segments.length;
    seek(now().uploadFrom);
    rates();
    draw();
    say("segment " + (state.segment + 1) + " of " + segments.length);
  }

  const actions = {
    play,
    swap,
    loop(button) {
      state.loop = !state.loop;
      button?.setAttribute("aria-pressed", String(state.loop));
      say(state.loop ? "the segment is looped" : "no loop");
    },
    undo(button) {
      state.undone = !state.undone;
      button?.setAttribute("aria-pressed", String(state.undone));
      rates();
      say(state.undone ? "the upload's change of speed is undone" : "as uploaded");
    },
    previous: () => choose(-1),
    next: () => choose(1),
  };
  for (const button of root.querySelectorAll("button[data-do]"))
    button.addEventListener("click", () => actions[button.dataset.do](button));
  const press = (name) => actions[name](root.querySelector(`button[data-do=${name}]`));
  bind([
    { key: " ", what: "play or pause both", run: () => press("play") },
    { key: "x", what: "swap: hear the other at the same moment", run: () => press("swap") },
    { key: "l", what: "loop the matched segment", run: () => press("loop") },
    { key: "[", what: "previous segment", run: () => press("previous") },
    { key: "]", what: "next segment", run: () => press("next") },
    { key: "ArrowLeft", what: "1 s back, with Shift 10 s", run: (e) => move(e.shiftKey ? -10 : -1) },
    { key: "ArrowRight", what: "1 s on, with Shift 10 s", run: (e) => move(e.shiftKey ? 10 : 1) },
  ]);

  function move(seconds) {
    seek(upload.currentTime + seconds);
    draw();
  }

  fade.addEventListener("input", volumes);
  for (const bar of root.querySelectorAll(".bar"))
    bar.addEventListener("click", (event) => {
      const box = bar.getBoundingClientRect();
      const time = ((event.clientX - box.left) / box.width) * Number(bar.dataset.seconds);
      seek(bar.classList.contains("upload") ? time : toUpload(time));
      draw();
    });
  addEventListener("pagehide", report);
  volumes();
  draw();
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
}
