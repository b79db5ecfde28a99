// Zoom into the picture of a sound: + and −, and 0 for the whole. The picture that the server drew
// has more columns than a window shows; beyond those nothing is invented, columns get wider.
import { bind } from "./keys.js";

const STEPS = [1, 2, 4, 8];
for (const figure of document.querySelectorAll(".spectrogram")) {
  const plot = figure.querySelector(".plot");
  const frame = document.createElement("div");
  frame.className = "zoom";
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "The picture, to be scrolled along time when it is enlarged");
  plot.replaceWith(frame);
  frame.append(plot);
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  let at = 0;
  const show = (next) => {
    const middle = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
    at = Math.max(0, Math.min(STEPS.length - 1, next));
    plot.style.width = `${100 * STEPS[at]}%`;
    frame.scrollLeft = middle * frame.scrollWidth - frame.clientWidth / 2;
    said.textContent = STEPS[at] === 1 ? "whole" : `${STEPS[at]} times`;
  };
  const bar = document.createElement("div");
  bar.className = "actions fine";
  const button = (text, label, run) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(text);
    made.setAttribute("aria-label", label);
    made.addEventListener("click", run);
    bar.append(made);
  };
  button("+", "Enlarge the picture", () => show(at + 1));
  button("−", "Make the picture smaller", () => show(at - 1));
  button("0", "The whole picture", () => show(0));
  bar.append(said);
  frame.after(bar);
  bind([
    { key: "+", what: "enlarge the picture of the sound", run: () => show(at + 1) },
    { key: "-", what: "make it smaller", run: () => show(at - 1) },
    { key: "0", what: "the whole picture", run: () => show(0) },
  ]);
  show(0);
}
