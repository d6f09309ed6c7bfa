// The palette: Ctrl K finds things and begins things from every page. What it offers is made by the server; the options
// are links, so the mouse needs nothing of this.
const dialog = document.getElementById("palette");
const field = dialog.querySelector("input");
const list = dialog.querySelector("[role=listbox]");
const status = dialog.querySelector("[role=status]");
const options = () => [...list.querySelectorAll("a")];
let turn = 0;
let chosen;

function choose(option) {
  chosen?.setAttribute("aria-selected", "false");
  chosen = option;
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", chosen?.id ?? "");
}

// Only the last question counts, whatever order the answers come in.
async function ask() {
  const mine = ++turn;
  const asked = new URLSearchParams({ q: field.value, here: location.pathname });
  const answer = await fetch(`/search/palette?${asked}`).catch(() => null);
  const offered = answer?.ok && !answer.redirected && (await answer.text());
  if (mine !== turn) return;
  list.innerHTML = offered || "";
  const count = options().length;
  list.hidden = !count;
  field.setAttribute("aria-expanded", count > 0);
  status.textContent = offered === undefined || offered === false ? "Search cannot be reached." : `${count || "Nothing"} offered`;
  choose(field.value ? options()[0] : undefined);
}

function open() {
  if (dialog.open) return dialog.close();
  field.value = "";
  dialog.showModal();
  ask();
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== "k") return;
  event.preventDefault();
  open();
});
for (const way of document.querySelectorAll("[data-palette]")) {
  way.hidden = false;
  way.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
}
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
field.addEventListener("input", ask);
field.addEventListener("keydown", (event) => {
  const all = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  // A search field would keep the first press for itself.
  if (event.key === "Escape") dialog.close();
  if (step && all.length) {
    event.preventDefault();
    choose(all.at((all.indexOf(chosen) + step + (chosen || step > 0 ? 0 : 1)) % all.length));
  } else if (event.key === "Enter" && chosen) {
    event.preventDefault();
    chosen.click();
  }
});
