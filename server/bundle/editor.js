// For writing Markdown: signs at a press, and what is typed is kept on the server while it is typed.
const area = document.querySelector("[data-keep]");
const { form } = area;
const bar = document.getElementById("signs");
const said = document.getElementById("kept");
const preview = document.getElementById("preview");
let [timer, waits, last] = [0, 0, Promise.resolve()];

// Typed, not set: so it can be undone.
function put({ before, after = "", line }) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const start = line ? value.lastIndexOf("\n", from - 1) + 1 : from;
  const text = value.slice(start, to);
  area.focus();
  area.setSelectionRange(start, to);
  document.execCommand("insertText", false, line ? text.replace(/^/gm, before) : before + text + after);
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

// One after the other: each names what it has seen.
function soon() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    waits += 1;
    last = last.then(keep);
  }, 1200);
}

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
  if (!waits) return;
  event.preventDefault();
  last.then(() => form.requestSubmit());
});
