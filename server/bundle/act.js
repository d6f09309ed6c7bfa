// For rehearsals: makes clocks go, and sends what somebody presses exactly once. What cannot be sent
// waits in this browser, through reloads, and is sent in its order when the connection is back. The
// server is told how long ago it was pressed, never what time it is here.
const status = document.getElementById("unsent");
const PERSON = status.dataset.person;
const UNSENT = `holdpoint:unsent:${PERSON}`;
const REFUSED = `holdpoint:refused:${PERSON}`;
const PATIENCE = 10_000;
// How long it waits before it sends again: twice as long each time that nobody answered.
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 10_000;
const NEEDS_WORDS = ["fail", "skip", "note", "reopen", "rollback_clear"];
const starts = new WeakMap();
// When something was pressed, by a clock that nobody sets while this page is open.
const pressed = new Map();
let sending = false;
let again;
let lost = 0;

const read = (key) => JSON.parse(localStorage.getItem(key) ?? "[]");
const write = (key, list) => localStorage.setItem(key, JSON.stringify(list));

// What was not taken stays until somebody has read it; what waits is counted.
function show(text, kind = "") {
  const refused = read(REFUSED);
  status.replaceChildren(...[...refused, text].filter(Boolean).map((line) => Object.assign(document.createElement("span"), { textContent: `${line} ` })));
  if (refused.length) {
    const close = Object.assign(document.createElement("button"), { textContent: "I have read it", type: "button" });
    close.addEventListener("click", () => {
      write(REFUSED, []);
      show("");
    });
    status.append(close);
  }
  status.dataset.kind = refused.length ? "refused" : kind;
  status.hidden = !refused.length && !text;
}

// Random, also where a page is not secure and has no randomUUID.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function later(reason, wait = FIRST_WAIT) {
  const count = read(UNSENT).length;
  const what = count === 1 ? "One thing you did is" : `${count} things you did are`;
  show(`${what} not sent yet. ${reason}`, "lost");
  clearTimeout(again);
  again = setTimeout(send, wait);
}

// What an answer means for the press. Only our own says that it is kept: a page of somebody between us
// does not. A refusal counts whoever says it, also without words that we can read: sent again it would be
// refused again, and everything behind it would wait for ever.
function meaning(status, words) {
  if (status === 401) return "signed out";
  if (status >= 200 && status < 300 && typeof words?.kept === "boolean") return { taken: true };
  const passes = status === 408 || status === 425 || status === 429 || status >= 500;
  if (!(status >= 400) || passes) return "lost";
  return { taken: false, status, message: words?.message };
}

// What stays on the screen of a press that was refused.
function refusal({ status, message }, { fields }) {
  const field = (name) => fields.find(([other]) => other === name)?.[1];
  const words = field("words");
  if (message) return `Not taken: ${message}${words ? ` You wrote: ${words}` : ""}`;
  return `Not saved: ${words ? `“${words}”` : `what you pressed (${field("what") ?? "a button"})`}, the server answered ${status}.`;
}

async function post({ path, fields, id, at }) {
  const age = pressed.has(id) ? performance.now() - pressed.get(id) : Date.now() - at;
  const body = new URLSearchParams([...fields, ["id", id], ["age", Math.max(0, Math.round(age))], ["person_of_page", PERSON]]);
  const headers = { accept: "application/json" };
  const answer = await fetch(path, { method: "POST", body, headers, signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  const words = await answer?.json().catch(() => null);
  return meaning(answer?.status, words);
}

// Says whether something has to wait.
async function sendAll() {
  let sent = 0;
  for (let waiting = read(UNSENT); waiting.length; waiting = read(UNSENT)) {
    const [first] = waiting;
    const result = await post(first);
    if (result === "lost") {
      const wait = Math.min(FIRST_WAIT * 2 ** lost, LONGEST_WAIT);
      lost += 1;
      return !later("It is kept here, and sent when the connection is back.", wait);
    }
    lost = 0;
    if (result === "signed out") return !later("You are signed out: sign in again as yourself in another tab, then it is sent.");
    if (!result.taken) write(REFUSED, [...read(REFUSED), refusal(result, first)]);
    write(UNSENT, read(UNSENT).filter((one) => one.id !== first.id));
    sent += 1;
  }
  clearTimeout(again);
  if (status.dataset.kind === "lost") show("Everything you did is sent.");
  else if (sent) show("");
  if (sent) dispatchEvent(new CustomEvent("holdpoint:refresh"));
  return false;
}

// One after the other, so that they arrive in their order; of several open pages one sends.
async function send() {
  if (sending) return;
  sending = true;
  const alone = navigator.locks ? (work) => navigator.locks.request(UNSENT, work) : (work) => work();
  const waits = await alone(sendAll).finally(() => (sending = false));
  if (!waits && read(UNSENT).length) send();
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!("act" in form.dataset)) return;
  const data = new FormData(form, event.submitter);
  const words = form.elements.words;
  const needed = form.dataset.act || NEEDS_WORDS.includes(data.get("what"));
  if (words && needed && !words.value.trim()) {
    event.preventDefault();
    words.focus();
    return show("Write down why, or what you saw.", "refused");
  }
  data.delete("id");
  const one = { path: new URL(form.action).pathname, fields: [...data], id: newId(), at: Date.now() };
  try {
    write(UNSENT, [...read(UNSENT), one]);
  } catch {
    // Nothing can be kept here: the browser sends the form itself.
    return;
  }
  event.preventDefault();
  pressed.set(one.id, performance.now());
  if (words) form.reset();
  for (const details of form.closest(".now")?.querySelectorAll("details") ?? [form.closest("details")]) details?.removeAttribute("open");
  form.closest(".now")?.classList.add("pressed");
  send();
});

// The second click of a double click would be meant for what is there now, and hit what comes next.
addEventListener("click", (event) => event.detail > 1 && event.target.closest("[data-act] button") && event.preventDefault(), true);

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

// A clock counts from what it has run already; what counts down stands still at nothing.
function tick() {
  for (const shown of document.querySelectorAll("[data-clock], [data-left]")) {
    if (shown.closest(".pressed")) continue;
    const left = shown.dataset.left;
    const ms = left ?? -shown.dataset.clock;
    if (!starts.has(shown)) starts.set(shown, performance.now() + Number(ms));
    const gone = performance.now() - starts.get(shown);
    const text = clock(Math.max(0, Math.floor((left ? -gone : gone) / 1000)));
    if (shown.textContent !== text) shown.textContent = text;
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
const reconnected = () => {
  lost = 0;
  send();
};
addEventListener("online", reconnected);
addEventListener("holdpoint:open", reconnected);
document.addEventListener("visibilitychange", stayAwake);
tick();
stayAwake();
show("");
send();
