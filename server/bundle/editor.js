// For writing Markdown: signs at a press, and what is typed is kept while it is typed: on the server where there is an
// address for it, in this browser otherwise.
const area = document.querySelector("[data-keep]");
const { form } = area;
const bar = document.getElementById("signs");
const said = document.getElementById("kept");
const preview = document.getElementById("preview");
let [timer, waits, last] = [0, 0, Promise.resolve()];

// Puts signs around what is chosen, or before each of its lines; where they are already, takes them off.
function put({ before, after = "", line }) {
  const { value } = area;
  let { selectionStart: from, selectionEnd: to } = area;
  if (line) {
    from = value.lastIndexOf("\n", from - 1) + 1;
    const lines = value.slice(from, to).split("\n");
    const off = lines.every((one) => one.startsWith(before));
    const some = area.selectionStart !== to;
    const text = lines.map((one) => (off ? one.slice(before.length) : before + one)).join("\n");
    type(from, to, text);
    if (some) area.setSelectionRange(from, from + text.length);
    return;
  }
  const text = value.slice(from, to);
  const off = value.slice(0, from).endsWith(before) && value.startsWith(after, to);
  if (off) type(from - before.length, to + after.length, text);
  else type(from, to, before + text + after);
  const start = off ? from - before.length : from + before.length;
  area.setSelectionRange(start, start + text.length);
}

// Typed, not set: so it can be undone.
function type(from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  document.execCommand(text ? "insertText" : "delete", false, text);
}

async function keep() {
  const answer = await fetch(area.dataset.keep, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  const text = await answer?.text();
  waits -= 1;
  if (!answer?.ok) {
    said.textContent = answer?.status === 422 ? text : "Not kept: the connection is lost, or you are signed out.";
    return;
  }
  form.elements.draft.value = text;
  said.textContent = "Kept for you. Save it to show it to others.";
  const page = await fetch(preview.dataset.from).then((page) => page.text()).catch(() => "");
  const shown = new DOMParser().parseFromString(page, "text/html").getElementById("preview");
  if (shown) preview.replaceChildren(...shown.childNodes);
}

// In this browser, by the address of the form. What was sent is the server's: it answers with it, or has saved it.
const key = `holdpoint:text:${location.pathname}`;
const here = (text) => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text));

function offer() {
  const text = localStorage.getItem(key);
  if (text === null || text === area.value) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Put it back" });
  button.addEventListener("click", () => {
    type(0, area.value.length, text);
    said.textContent = "";
  });
  said.append("You typed something here and did not save it. ", button);
}

// One after the other: each names what it has seen.
function soon() {
  if (!area.dataset.keep) return here(area.value);
  clearTimeout(timer);
  timer = setTimeout(() => {
    waits += 1;
    last = last.then(keep);
  }, 1200);
}

if (!area.dataset.keep) offer();
bar.hidden = false;
bar.addEventListener("click", ({ target }) => target.dataset.before && put(target.dataset));
area.addEventListener("input", soon);
area.addEventListener("keydown", (event) => {
  const button = (event.ctrlKey || event.metaKey) && bar.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  here(null);
  if (!waits) return;
  event.preventDefault();
  last.then(() => form.requestSubmit());
});
