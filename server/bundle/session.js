// Warns two minutes before a session ends without use, and keeps it when the person says so
// (WCAG 2.2.1). The page stays as it is: nothing typed is lost.
const dialog = document.getElementById("session");
const WARNING = 2 * 60 * 1000;
let timer;

function wait() {
  clearTimeout(timer);
  timer = setTimeout(warn, dialog.dataset.idleSeconds * 1000 - WARNING);
}

async function stay() {
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  const answer = await fetch("/account/stay", { method: "POST", headers }).catch(() => null);
  return answer?.ok;
}

// Nobody is asked while a clock goes: whoever looks at a rehearsal uses it.
async function warn() {
  if (document.querySelector("[data-clock]") && (await stay())) return wait();
  dialog.showModal();
}

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await stay()) {
    dialog.close();
    wait();
  } else {
    dialog.querySelector("p").textContent = "You are signed out. What you typed is still here: sign in in another tab, then go on.";
  }
});

wait();

// Somebody who plans a release is mostly where it happens.
const zone = document.querySelector("[data-browser-zone]");
if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || zone.value;
