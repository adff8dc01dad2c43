// Shows the parts of a page anew when the service says that something has changed. Without this script the Refresh link does.
const leastWait = 5000;
const retryAfter = 60000;
let waiting = false;
let last = 0;

// A form that somebody has begun to fill in, or stands in, stays as it is until it is sent.
const isInUse = (part) =>
  part.contains(document.activeElement) ||
  [...part.querySelectorAll("input, select")].some((field) =>
    field.tagName === "SELECT"
      ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue);

// What is to be seen of a part: tokens of forms differ each time, and what somebody folded open is theirs.
function shown(part) {
  const copy = part.cloneNode(true);
  copy.querySelectorAll("input[type=hidden]").forEach((field) => field.remove());
  copy.querySelectorAll("details").forEach((details) => details.removeAttribute("open"));
  return copy.innerHTML;
}

function keepOpen(before, after) {
  const opened = [...before.querySelectorAll("details")].map((details) => details.open);
  [...after.querySelectorAll("details")].forEach((details, i) => { details.open = opened[i] ?? false; });
}

async function refresh() {
  waiting = false;
  last = Date.now();
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!next || shown(next) === shown(part) || isInUse(part)) continue;
    keepOpen(part, next);
    part.replaceWith(document.adoptNode(next));
  }
}

function refreshSoon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => refresh().catch(() => {}), Math.max(0, last + leastWait - Date.now()));
}

function listen() {
  const events = new EventSource("/events");
  for (const kind of ["commit", "refit", "alerts", "files"]) events.addEventListener(kind, refreshSoon);
  // Something may have happened between the page and the first news, or while the connection was lost.
  events.addEventListener("open", refreshSoon);
  // The browser tries again by itself, unless the service refused.
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, retryAfter);
  });
}

listen();
