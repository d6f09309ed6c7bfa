// For rehearsals: makes clocks go, and sends what somebody presses exactly once. What cannot be sent
// waits in this browser, through reloads, and is sent in its order when the connection is back. The
// server is told how long ago it was pressed, never what time it is here.
const status = document.getElementById("unsent");
const KEY = `holdpoint:unsent:${status.dataset.person}`;
const NEEDS_WORDS = ["fail", "skip", "note"];
const starts = new WeakMap();
let sending = false;
let again;

const unsent = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const keep = (waiting) => localStorage.setItem(KEY, JSON.stringify(waiting));

function say(text, kind = "") {
  status.textContent = text;
  status.dataset.kind = kind;
  status.hidden = !text;
}

// Random, also where a page is not secure and has no randomUUID.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function counted(waiting) {
  return waiting.length === 1 ? "One thing you did is" : `${waiting.length} things you did are`;
}

function later(text) {
  say(text, "lost");
  clearTimeout(again);
  again = setTimeout(send, 2000);
}

// One after the other, so that they arrive in their order.
async function send() {
  if (sending) return;
  sending = true;
  let refused = "";
  for (let waiting = unsent(); waiting.length; waiting = unsent()) {
    const [{ path, fields, id, at }] = waiting;
    const body = new URLSearchParams([...fields, ["id", id], ["age", Math.max(0, Date.now() - at)]]);
    const headers = { accept: "application/json" };
    const answer = await fetch(path, { method: "POST", body, headers }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 429) {
      later(`${counted(waiting)} not sent yet. It is kept here, and sent when the connection is back.`);
      break;
    }
    if (answer.status === 401) {
      later(`${counted(waiting)} not sent yet: you are signed out. Sign in in another tab, then it is sent.`);
      break;
    }
    if (!answer.ok) {
      const { message } = await answer.json().catch(() => ({ message: "The server did not answer clearly." }));
      const words = fields.find(([name]) => name === "words")?.[1];
      refused = `Not taken: ${message}${words ? ` You wrote: ${words}` : ""}`;
    }
    keep(unsent().filter((one) => one.id !== id));
  }
  sending = false;
  if (unsent().length) return;
  clearTimeout(again);
  if (refused) say(refused, "refused");
  else if (status.dataset.kind === "lost") say("Everything you did is sent.");
  else if (status.dataset.kind !== "refused") say("");
  dispatchEvent(new CustomEvent("holdpoint:refresh"));
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!("act" in form.dataset)) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const words = form.elements.words;
  const needed = form.dataset.act || NEEDS_WORDS.includes(data.get("what"));
  if (words && needed && !words.value.trim()) {
    words.focus();
    return say("Write down why, or what you saw.", "refused");
  }
  data.delete("id");
  if (status.dataset.kind === "refused") say("");
  keep([...unsent(), { path: new URL(form.action).pathname, fields: [...data], id: newId(), at: Date.now() }]);
  if (words) form.reset();
  form.closest("details")?.removeAttribute("open");
  form.closest(".now")?.classList.add("pressed");
  send();
});

// The second click of a double click would be meant for what is there now, and hit what comes next.
addEventListener("click", (event) => event.detail > 1 && event.target.closest("[data-act] button") && event.preventDefault(), true);

function show(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    if (clock.closest(".pressed")) continue;
    if (!starts.has(clock)) starts.set(clock, performance.now() - clock.dataset.clock * 1000);
    const text = show(Math.max(0, Math.floor((performance.now() - starts.get(clock)) / 1000)));
    if (clock.textContent !== text) clock.textContent = text;
  }
}

// A phone on a table stays awake while a clock goes.
async function stayAwake() {
  if (document.visibilityState === "visible" && document.querySelector("[data-clock]")) {
    await navigator.wakeLock?.request("screen").catch(() => null);
  }
}

setInterval(tick, 250);
setInterval(() => dispatchEvent(new CustomEvent("holdpoint:refresh")), 30_000);
addEventListener("online", send);
addEventListener("holdpoint:open", send);
document.addEventListener("visibilitychange", stayAwake);
tick();
stayAwake();
send();
