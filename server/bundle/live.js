// Keeps an open page of a release up to date: listens to what others do, says who is here, and says
// when the connection is lost.
const status = document.getElementById("live");
const PAUSE = 700;
const LOST = "The connection is lost. What you see may be old; it is brought up to date when the connection is back.";
const MANY = "Too many of your pages are open at once, so this one is brought up to date every 15 seconds.";
const OVER = "You are signed out, or you cannot see this any more. Reload the page.";
let lost = false;
let last = 0;
let waiting;
let turns = 0;
let source;
let refused = 0;

const say = (text, kind) => {
  status.textContent = text;
  status.dataset.kind = kind;
  status.hidden = !text;
};

const tell = (name, detail) => dispatchEvent(new CustomEvent(`holdpoint:${name}`, { detail }));

// A part is left alone while somebody types in it. What is open stays open, and what had the focus
// gets it back.
const changed = (field) => {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  // Without a choice of the page, the browser shows the first.
  if (field.tagName === "SELECT") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue;
};
const FIELDS = "input, select, textarea";
const busy = (part) =>
  (part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) || [...part.querySelectorAll(FIELDS)].some(changed);
const label = (part) => part.getAttribute("aria-labelledby");
const named = (within, name) => within.querySelector(`section[aria-labelledby="${CSS.escape(name)}"]`);
const key = (details) => `${details.closest("section") && label(details.closest("section"))} ${details.querySelector("summary").textContent}`;

// Where the focus is, to find it again: the part, and the how-manieth of what can have it.
const CAN_FOCUS = "a, button, summary, [data-next]";
function focused() {
  const part = document.activeElement?.closest("section[aria-labelledby]");
  const place = part ? [...part.querySelectorAll(CAN_FOCUS)].indexOf(document.activeElement) : -1;
  return place < 0 ? null : { name: label(part), place, text: document.activeElement.textContent, live: part.closest("[data-live]") };
}

function focusAgain(before) {
  if (!before || document.activeElement !== document.body) return;
  const part = named(document, before.name);
  const same = part?.querySelectorAll(CAN_FOCUS)[before.place];
  const again = same?.textContent === before.text ? same : before.live?.querySelector("[data-next]");
  again?.focus({ preventScroll: true });
}

// Every rendering has a number of its own, which is nothing new.
const html = (part) => part.innerHTML.replace(/name="sent_from" value="[^"]*"/g, "");

// Without anybody typing, all of it is new; else part by part, and what is new or gone at the top.
function update(old, now) {
  const parts = [...old.querySelectorAll("section[aria-labelledby]")];
  if (!parts.some(busy)) {
    if (html(old) !== html(now)) old.replaceChildren(...now.childNodes);
    return;
  }
  for (const part of parts.filter((part) => !busy(part))) {
    const other = named(now, label(part));
    if (!other && part.parentElement === old) part.remove();
    else if (other && html(part) !== html(other)) part.replaceWith(other.cloneNode(true));
  }
  for (const other of now.querySelectorAll(":scope > section[aria-labelledby]")) {
    if (named(old, label(other))) continue;
    let next = other.nextElementSibling;
    while (next && !(next.matches("section[aria-labelledby]") && named(old, label(next)))) next = next.nextElementSibling;
    old.insertBefore(other.cloneNode(true), next && named(old, label(next)));
  }
}

async function refresh() {
  const live = [...document.querySelectorAll("[data-live]")];
  if (!live.length) return;
  last = Date.now();
  const turn = (turns += 1);
  const answer = await fetch(live[0].dataset.live, { headers: { "x-by-itself": "1" } }).catch(() => null);
  const text = answer?.ok ? await answer.text() : null;
  // A newer answer is under way, or there is none: then it is asked again.
  if (turn !== turns) return;
  if (text === null) return soon();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const before = focused();
  const open = new Set([...document.querySelectorAll("[data-live] details[open]")].map(key));
  for (const old of live) {
    const now = fresh.getElementById(old.id);
    if (now) update(old, now);
  }
  for (const details of document.querySelectorAll("[data-live] details:not([open])")) {
    if (open.has(key(details))) details.open = true;
  }
  focusAgain(before);
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
    refused = 0;
    back();
    tell("open");
  },
  async error() {
    lost = true;
    if (refused < 2) say(LOST, "lost");
    if (source.readyState !== EventSource.CLOSED) return;
    // The browser asks no more when an answer was no stream: a restart behind a proxy, or a no.
    const answer = await fetch(`/releases/${status.dataset.release}/live`, { headers: { accept: "application/json" }, method: "HEAD" }).catch(() => null);
    if ([401, 403, 404].includes(answer?.status)) say(OVER, "lost");
    else if (answer?.status === 429) many();
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

// A page that was just left may still have its stream for a moment.
function many() {
  refused += 1;
  if (refused > 1) {
    say(MANY, "lost");
    tell("everything");
    soon();
  }
  setTimeout(listen, refused > 1 ? 15000 : 2000);
}

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
