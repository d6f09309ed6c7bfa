// Keeps an open page of a release up to date: listens to what others do, says who is here, and says
// when the connection is lost.
const status = document.getElementById("live");
const PAUSE = 700;
const LOST = "The connection is lost. What you see may be old; it is brought up to date when the connection is back.";
const OVER = "You are signed out, or you cannot see this any more. Reload the page.";
let lost = false;
let last = 0;
let waiting;

const say = (text, kind) => {
  status.textContent = text;
  status.dataset.kind = kind;
  status.hidden = !text;
};

const tell = (name, detail) => dispatchEvent(new CustomEvent(`holdpoint:${name}`, { detail }));

// A part is left alone while somebody works in it.
const busy = (part) => {
  const used = [...part.querySelectorAll("details[open], input:checked, input, textarea")];
  return part.contains(document.activeElement) || used.some((field) =>
    field.tagName === "DETAILS" || field.type === "radio" ? field.checked ?? true : field.value !== field.defaultValue);
};

async function refresh() {
  const live = [...document.querySelectorAll("[data-live]")];
  if (!live.length) return;
  last = Date.now();
  const answer = await fetch(location.href, { headers: { "x-live": "1" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of live) {
    const now = fresh.getElementById(old.id);
    if (!now) continue;
    const parts = [...old.querySelectorAll("section[aria-labelledby]")];
    if (!parts.some(busy)) {
      if (old.innerHTML !== now.innerHTML) old.replaceChildren(...now.childNodes);
      continue;
    }
    for (const part of parts) {
      const other = now.querySelector(`section[aria-labelledby="${part.getAttribute("aria-labelledby")}"]`);
      if (other && !busy(part) && part.innerHTML !== other.innerHTML) part.replaceWith(other);
    }
  }
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, Math.max(0, last + PAUSE - Date.now()));
}

const source = new EventSource(`/releases/${status.dataset.release}/live`);

source.addEventListener("open", () => {
  if (lost) {
    lost = false;
    say("", "");
    tell("everything");
    soon();
  }
  tell("open");
});

source.addEventListener("error", () => {
  lost = true;
  say(source.readyState === EventSource.CLOSED ? OVER : LOST, "lost");
});

source.addEventListener("presence", (event) => {
  const names = JSON.parse(event.data);
  if (!lost) say(names.length > 1 ? `${names.length} people are here: ${names.join(", ")}` : "", "here");
});

source.addEventListener("change", (event) => {
  tell("change", event.data);
  soon();
});

source.addEventListener("everything", () => {
  tell("everything");
  soon();
});

// The browser knows first that there is no network at all.
addEventListener("offline", () => {
  lost = true;
  say(LOST, "lost");
});
addEventListener("online", () => {
  lost = false;
  say("", "");
  tell("everything");
  tell("open");
  soon();
});

addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
