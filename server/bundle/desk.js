// The desk by keyboard: finds while somebody types, fills, copies, and follows what releases do. Without it the desk
// is forms and links.
const $ = (id) => document.getElementById(id);
const q = $("q");
const KEPT = "holdpoint:last:";
let sent = false;
let asking;
let pending = Promise.resolve();

const say = (text) => ($("said").textContent = text);
const links = () => [...document.querySelectorAll("#list a")];
const fields = () => [...document.querySelectorAll("#fill [data-fill]")];

// What is chosen and typed, as an address.
function address(path, answer = $("answer").dataset.id) {
  const data = new URLSearchParams(new FormData($("find")));
  for (const field of fields()) data.append(field.name, field.value);
  if (answer) data.set("answer", answer);
  // Whether it helped can be said for as long as the answer stays open.
  const { use } = $("copied").dataset;
  if (use && answer === $("answer").dataset.id) data.set("copied", use);
  return `${path}?${data}`;
}

// Asks for parts of the page. An older question that is still under way is dropped.
function load(path, ...ids) {
  asking?.abort();
  asking = new AbortController();
  return (pending = fetch(path, { signal: asking.signal })
    .then(async (answer) => {
      const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
      for (const id of ids) {
        const now = page.getElementById(id);
        const typing = $(id).contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
        if (now && !typing) $(id).replaceWith(now);
      }
      recall();
    })
    .catch(() => {}));
}

// What was filled in last in this browser is offered, and never put in by itself: it was for somebody else.
const last = (field) => JSON.parse(localStorage.getItem(KEPT + field.name) ?? "[]");
const typed = () => fields().filter((field) => !field.dataset.fill);

function recall() {
  for (const field of typed()) {
    if (field.list) continue;
    const list = document.createElement("datalist");
    list.id = `${field.id}-last`;
    list.append(...last(field).map((value) => new Option(value)));
    field.after(list);
    field.setAttribute("list", list.id);
  }
}

function remember() {
  for (const field of typed()) {
    const { name, value } = field;
    if (value) localStorage.setItem(KEPT + name, JSON.stringify([...new Set([value, ...last(field)])].slice(0, 5)));
  }
}

const fill = () => load(address("/desk/now"), "text");

// What is looked for after an answer was sent is for somebody else.
function begin() {
  say("");
  if (sent) for (const field of fields()) field.value = "";
  sent = false;
}

function choose(step) {
  const all = links();
  const place = all.findIndex((link) => link.ariaCurrent) + step;
  const link = all[Math.max(0, Math.min(place, all.length - 1))];
  if (!link) return;
  for (const other of all) other.ariaCurrent = other === link ? "true" : null;
  link.scrollIntoView({ block: "nearest" });
  begin();
  load(address("/desk/now", link.dataset.id), "answer");
}

async function use() {
  await pending;
  if (!$("use")) throw { message: "No answer to copy" };
  const body = new URLSearchParams([...new FormData($("use")), ...fields().map((field) => [field.name, field.value])]);
  const answer = await fetch("/desk/use", { method: "POST", body, headers: { accept: "application/json" } });
  const words = await answer.json();
  if (!answer.ok) throw words;
  return words;
}

// The promise goes to the clipboard at once: a browser takes it only while a key is fresh.
async function copy(plain) {
  const used = use();
  const kind = (type, name) => {
    const blob = used.then((words) => new Blob([words[name]], { type }));
    blob.catch(() => {});
    return [type, blob];
  };
  const item = new ClipboardItem(Object.fromEntries([kind("text/plain", "text"), ...(plain ? [] : [kind("text/html", "html")])]));
  try {
    await navigator.clipboard.write([item]);
    const { id } = await used;
    say("Copied.");
    sent = true;
    remember();
    $("copied").dataset.use = id;
    load(address("/desk/now"), "copied");
  } catch {
    const why = await used.catch((words) => words);
    say(why.message ?? "This browser does not let us copy. Mark the text and copy it.");
    if (/^Fill/.test(why.message)) return fields().find((field) => field.ariaRequired && !field.value)?.focus();
    await load(address("/desk/now"), "today", "answer", "text");
    load(address("/desk/answers"), "list");
  }
}

async function rate(form) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => {});
  if (!answer?.ok) return say("Your feedback was not saved. Try again.");
  delete $("copied").dataset.use;
  $("copied").replaceChildren();
  say("Your feedback is saved. Thank you.");
}

function find() {
  begin();
  load(address("/desk/answers", ""), "list", "answer");
}

addEventListener("input", ({ target }) => {
  if (target === q) find();
  else if (target.dataset.fill !== undefined) fill();
});

addEventListener("change", ({ target }) => {
  if (target.id === "language") find();
  else if (target.dataset.send !== undefined) target.form.submit();
});

addEventListener("submit", (event) => {
  const { id } = event.target;
  if (id === "find") {
    event.preventDefault();
    find();
  } else if ((id === "use" || id === "plain" || id === "fill") && navigator.clipboard?.write) {
    event.preventDefault();
    copy(id === "plain");
  } else if (event.target.dataset.said !== undefined) {
    event.preventDefault();
    rate(event.target);
  }
});

addEventListener("click", (event) => {
  const link = event.target.closest("#list a");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  choose(links().indexOf(link) - links().findIndex((link) => link.ariaCurrent));
});

addEventListener("keydown", (event) => {
  const { key, target } = event;
  const typing = target.matches("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if ((target === q || !typing) && (key === "ArrowDown" || key === "ArrowUp")) choose(key === "ArrowDown" ? 1 : -1);
  else if (key === "Enter" && (target === q || target.dataset.fill !== undefined) && navigator.clipboard?.write) copy(event.shiftKey);
  else if (!typing && $("find").dataset.keys && key === "/") q.select();
  else if (!typing && $("find").dataset.keys && key === "n") {
    $("nothing").open = true;
    const words = $("words");
    words.value ||= q.value;
    words.focus();
  } else return;
  event.preventDefault();
});

async function follow() {
  const before = $("text").textContent;
  await load(address("/desk/now"), "today", "answer", "text");
  if ($("text").textContent !== before) say("A phase moved. This is what is right now.");
}

// A phase that moves changes what is right. The list may be a little late: what is copied is looked at again.
function changed() {
  setTimeout(follow, Math.random() * 200);
  setTimeout(() => asking.signal.aborted || load(address("/desk/answers"), "list"), 1000 + Math.random() * 2000);
}
// The browser asks no more when an answer was no stream: a restart behind a proxy, or too many open pages.
let news;
function listen() {
  news = new EventSource("/desk/live");
  news.addEventListener("change", changed);
  news.addEventListener("error", () => {
    if (news.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      changed();
      listen();
    }, 15000);
  });
}
listen();
addEventListener("pagehide", () => news.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());
recall();
