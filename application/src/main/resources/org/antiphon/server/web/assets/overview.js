// Live figures on the overview: the server says what changed, each number has a place by its name.
const live = document.querySelector("[data-live]");
if (live) {
  const source = new EventSource("/api/v1/events");
  source.addEventListener("overview", (event) => {
    const overview = JSON.parse(event.data);
    for (const place of document.querySelectorAll("[data-figure]")) {
      const value = place.dataset.figure.split("/").reduce((at, key) => at?.[key], overview);
      if (value !== undefined && place.textContent !== String(value)) place.textContent = value;
    }
    live.textContent = "live";
  });
  source.addEventListener("error", () => {
    live.textContent = "the server does not answer; this page tries again by itself";
  });
}
