// The picture of the spread page. The table beside it says everything that the picture says.
import { local } from "./times.js";

const box = document.getElementById("graph");
const slider = document.getElementById("as-of");
const shown = document.getElementById("as-of-date");
const words = document.getElementById("graph-words");
const body = document.querySelector("#appearances tbody");
const DAY = 86400000;
const MOST = 300;
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let cy;
let asked = 0;

async function load(asOf) {
  const mine = ++asked;
  const query = asOf ? `?asOf=${encodeURIComponent(asOf)}` : "";
  const path = `/api/v1/graph/recordings/${encodeURIComponent(box.dataset.recording)}/spread${query}`;
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const spread = await answer.json();
  return mine === asked ? spread : null;
}

const week = (time) => new Date(Math.floor(Date.parse(time) / (7 * DAY)) * 7 * DAY).toISOString().slice(0, 10);

function grouped(appearances) {
  const groups = new Map();
  for (const each of appearances) {
    const key = `${each.platform} ${week(each.firstSeen)}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, n]) => ({
    data: { id: key, label: `${key}: ${n}`, kind: "group" },
  }));
}

function single(appearances) {
  return appearances.map((each) => ({
    data: { id: each.upload, label: each.platform, kind: each.gone ? "gone" : "upload" },
  }));
}

function ties(appearances, field, kind) {
  const first = new Map();
  const edges = [];
  for (const each of appearances) {
    const value = each[field];
    if (!value) continue;
    const key = field === "account" ? `${each.platform}/${value}` : value;
    if (first.has(key)) edges.push({ data: { id: `${kind}-${each.upload}`, source: first.get(key), target: each.upload, kind } });
    else first.set(key, each.upload);
  }
  return edges;
}

function elements(spread) {
  const many = spread.appearances.length > MOST;
  const nodes = many ? grouped(spread.appearances) : single(spread.appearances);
  const root = { data: { id: "recording", label: box.dataset.title, kind: "recording" } };
  const edges = nodes.map((node) => ({ data: { id: `c-${node.data.id}`, source: "recording", target: node.data.id, kind: "carries" } }));
  if (!many) {
    edges.push(...ties(spread.appearances, "family", "same"));
    edges.push(...ties(spread.appearances, "account", "account"));
    edges.push(...ties(spread.appearances, "distributor", "via"));
  }
  // A fixed start instead of a random one: the same graph is the same picture twice.
  nodes.forEach((node, i) => {
    const angle = (2 * Math.PI * i) / nodes.length;
    node.position = { x: 200 * Math.cos(angle), y: 200 * Math.sin(angle) };
  });
  root.position = { x: 0, y: 0 };
  return [root, ...nodes, ...edges];
}

const style = () => [
  { selector: "node", style: { label: "data(label)", "font-size": 10, color: ink("--ink"), width: 18, height: 18, "background-color": ink("--upload"), "text-valign": "bottom", "text-margin-y": 3, "text-background-color": ink("--paper"), "text-background-opacity": 0.85, "text-background-padding": 1, "text-max-width": 120, "text-wrap": "ellipsis" } },
  { selector: "node[kind='recording']", style: { shape: "rectangle", width: 30, height: 30, "background-color": ink("--reference"), "font-size": 13 } },
  { selector: "node[kind='gone']", style: { shape: "diamond", "background-color": ink("--soft") } },
  { selector: "node[kind='group']", style: { shape: "hexagon", width: 26, height: 26 } },
  { selector: "node.covered", style: { "text-opacity": 0, "text-background-opacity": 0 } },
  { selector: "node.marked", style: { "border-width": 4, "border-color": ink("--focus"), "text-opacity": 1, "text-background-opacity": 1, "z-index": 9 } },
  { selector: "edge", style: { width: 1.5, "line-color": ink("--soft"), "curve-style": "bezier" } },
  { selector: "edge[kind='same']", style: { "line-style": "dashed", width: 2, "line-color": ink("--upload") } },
  { selector: "edge[kind='account']", style: { "line-style": "dotted", width: 2, "line-color": ink("--warn") } },
  { selector: "edge[kind='via']", style: { width: 0.7, "line-color": ink("--reference") } },
];

const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

function draw(spread) {
  cy?.destroy();
  cy = window.cytoscape({ container: box, elements: elements(spread), style: style(), userZoomingEnabled: false, maxZoom: 1.2, autoungrabify: false });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  cy.layout({ name: "fcose", randomize: false, animate: false, quality: "proof", nodeSeparation: 90, idealEdgeLength: 120, nodeRepulsion: 9000, nodeDimensionsIncludeLabels: true, fit: true, padding: 24, animationDuration: still ? 0 : 1 }).run();
  const hideCovered = () => {
    // Of two labels that would lie on each other, the later one waits until its node is marked.
    const shown = [];
    const apart = (a, b) => a.x2 < b.x1 || b.x2 < a.x1 || a.y2 < b.y1 || b.y2 < a.y1;
    cy.nodes().forEach((node) => {
      const place = node.boundingBox({ includeNodes: false, includeEdges: false, includeLabels: true });
      const free = shown.every((each) => apart(each, place));
      node.toggleClass("covered", !free);
      if (free) shown.push(place);
    });
  };
  hideCovered();
  cy.on("dragfree", hideCovered);
  cy.on("tap", "node[kind='upload'], node[kind='gone']", (event) => { location.href = `/uploads/${event.target.id()}`; });
  const platforms = new Set(spread.appearances.map((each) => each.platform)).size;
  const gone = spread.appearances.filter((each) => each.gone).length;
  words.textContent = `${count(spread.uploads, "upload")} on ${count(platforms, "platform")}, ${gone} of them gone${spread.appearances.length > MOST ? "; grouped by platform and week" : ""}.`;
}

function cell(row, text, className) {
  const td = row.insertCell();
  td.textContent = text;
  if (className) td.className = className;
  return td;
}

function fill(spread) {
  body.replaceChildren();
  for (const each of spread.appearances) {
    const row = body.insertRow();
    row.dataset.row = "";
    const seen = document.createElement("time");
    seen.dateTime = each.firstSeen;
    seen.textContent = `${each.firstSeen.slice(0, 19).replace("T", " ")} UTC`;
    cell(row, "").append(seen);
    const link = document.createElement("a");
    link.className = "open";
    link.href = `/uploads/${each.upload}`;
    link.dataset.id = each.upload;
    link.textContent = each.title;
    cell(row, "").append(link);
    cell(row, each.platform);
    const code = document.createElement("code");
    code.textContent = each.account;
    cell(row, "").append(code);
    cell(row, each.distributor ?? "–");
    cell(row, each.published.slice(0, 10));
    cell(row, each.gone ? each.gone.slice(0, 10) : "–");
    cell(row, `${(100 * each.tempo).toFixed(1)} %`, "number");
  }
  local(body);
}

function setSlider(first, at) {
  const from = Math.floor(first / DAY);
  const to = Math.floor(Date.now() / DAY) + 1;
  slider.min = from;
  slider.max = to;
  slider.value = at ? Math.floor(Date.parse(at) / DAY) : to;
  say();
}

const isNow = () => slider.value === slider.max;
const asOf = () => (isNow() ? "" : new Date((Number(slider.value) + 1) * DAY - 1000).toISOString());
const say = () => { shown.textContent = isNow() ? "today" : new Date(Number(slider.value) * DAY).toISOString().slice(0, 10); };

slider.addEventListener("input", async () => {
  say();
  const spread = await load(asOf());
  if (!spread) return;
  history.replaceState(null, "", isNow() ? location.pathname : `?asOf=${encodeURIComponent(asOf())}`);
  draw(spread);
  fill(spread);
});
body.addEventListener("focusin", (event) => {
  cy?.nodes().removeClass("marked");
  if (event.target.dataset.id) cy?.getElementById(event.target.dataset.id).addClass("marked");
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const rows = [...body.querySelectorAll("a.open")];
  const at = rows.indexOf(document.activeElement);
  if (event.key === "j") rows[Math.min(rows.length - 1, at + 1)]?.focus();
  else if (event.key === "k") rows[Math.max(0, at - 1)]?.focus();
});

const now = await load("");
const began = now?.firstSeen ? Date.parse(now.firstSeen) : Date.now() - 30 * DAY;
setSlider(began, box.dataset.asOf);
const start = box.dataset.asOf ? await load(box.dataset.asOf) : now;
if (start) draw(start);
