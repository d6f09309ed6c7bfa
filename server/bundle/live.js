// Keeps an open page of a release up to date: listens to what others do, says who is here, and says
// when the connection is lost.
const status = document.getElementById("live");
const PAUSE = 700;
const LOST = "The connection is lost. What you see may be old; it is brought up to date when the connection is back.";
const OVER = "You are signed out, or you cannot see this any more. Reload the page.";
let lost = false;
let last = 0;
let waiting;
let turns = 0;
let source;

const say = (text, kind) => {
  status.textContent = text;
  status.dataset.kind = kind;
  status.hidden = !text;
};

const tell = (name, detail) => dispatchEvent(new CustomEvent(`holdpoint:${name}`, { detail }));

// A part is left alone while somebody works in it.
const changed = (field) => {
  if (field.tagName === "DETAILS") return field.open;
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  // Without a choice of the page, the browser shows the first.
  if (field.tagName === "SELECT") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue;
};
// A button with a name of its own gets the focus back when it is still there.
const held = () => (document.activeElement?.matches("button[id]") ? document.activeElement.id : "");
const busy = (part) => (!held() && part.contains(document.activeElement)) || [...part.querySelectorAll("details, input, select, textarea")].some(changed);

async function refresh() {
  const live = [...document.querySelectorAll("[data-live]")];
  if (!live.length) return;
  last = Date.now();
  const turn = (turns += 1);
  const answer = await fetch(live[0].dataset.live).catch(() => null);
  const text = answer?.ok ? await answer.text() : null;
  // A newer answer is under way, or there is none: then it is asked again.
  if (turn !== turns) return;
  if (text === null) return soon();
  const button = held();
  const fresh = new DOMParser().parseFromString(text, "text/html");
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
  if (!button || document.activeElement !== document.body) return;
  (document.getElementById(button) ?? document.querySelector("[data-next]"))?.focus({ preventScroll: true });
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, Math.max(0, last + PAUSE - Date.now()));
}

function back() {
  if (!lost) return;
  lost = false;
  say("", "");
  tell("everything");
  soon();
}

const on = {
  open() {
    back();
    tell("open");
  },
  async error() {
    lost = true;
    say(LOST, "lost");
    if (source.readyState !== EventSource.CLOSED) return;
    // The browser asks no more when an answer was no stream: a restart behind a proxy, or a no.
    const answer = await fetch(`/releases/${status.dataset.release}/live`, { headers: { accept: "application/json" }, method: "HEAD" }).catch(() => null);
    if ([401, 403, 404].includes(answer?.status)) say(OVER, "lost");
    else setTimeout(listen, 2000);
  },
  presence(event) {
    const names = JSON.parse(event.data);
    if (!lost) say(names.length > 1 ? `${names.length} people are here: ${names.join(", ")}` : "", "here");
  },
  change(event) {
    tell("change", event.data);
    soon();
  },
  everything() {
    tell("everything");
    soon();
  },
};

function listen() {
  source?.close();
  source = new EventSource(`/releases/${status.dataset.release}/live`);
  for (const [name, heard] of Object.entries(on)) source.addEventListener(name, heard);
}

// The browser knows first that there is no network at all. When it is there again, a new stream
// says so.
addEventListener("offline", () => {
  lost = true;
  say(LOST, "lost");
});
addEventListener("online", listen);
addEventListener("holdpoint:refresh", soon);

addEventListener("pagehide", () => source.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
listen();
