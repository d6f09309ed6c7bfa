// People look at the same release: what one does, the others see, without a reload.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { importChecklist, planPhase, planRelease, send, startWorld } from "./world.mjs";

let world, ada, ben, release;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  world.addPerson("Ben");
  ada = await world.person("Ada");
  ben = await world.person("Ben");
  release = await planRelease(ada.page);
  await importChecklist(ada.page, release, { text: "# A\n- [ ] alpha\n- [ ] beta" });
});
after(() => world.stop());

const state = (visit, title) => visit.page.locator(".task", { hasText: title }).locator(".state").textContent();
const says = (visit, words) => visit.page.waitForFunction((words) => document.querySelector("main").innerText.includes(words), words);

test("a tick appears in the other browser, and each sees who is here", async () => {
  for (const visit of [ada, ben]) {
    await visit.page.goto(`${release}/checklist`);
    await visit.alive();
  }
  await says(ada, "2 people are here: Ada, Ben");
  await ben.page.locator(".task", { hasText: "alpha" }).locator("button").click();
  await says(ada, "1 of 2 finished");
  assert.match(await state(ada, "alpha"), /Done/);
  // The list of whoever adds a line reads itself again as well, and would take away the page that sends.
  await ada.page.goto(`${release}/people`);
  await send(ada.page, `${release}/checklist/new`, { title: "gamma", required: "on" });
  await says(ben, "gamma");
  assert.deepEqual([...ada.problems, ...ben.problems], []);
});

test("a vote appears at the gate while somebody else is typing there", async () => {
  const phase = await planPhase(ada.page, release);
  const people = `${release}/people`;
  await send(ada.page, `${release}/criteria`, { kind: "approvals", on: "on", reason: "We vote" });
  await ada.page.goto(people);
  const id = (name) => ada.page.locator(`#person option:text-is("${name}")`).getAttribute("value");
  const [first, second] = [await id("Ada"), await id("Ben")];
  await send(ada.page, people, { person: second, part: "approver" });
  await send(ada.page, `${phase}/gate/open`, { version: "1", until: "2099-01-01T10:00", [`role-${first}`]: "Product", [`role-${second}`]: "Security" });
  await ada.page.goto(`${phase}/gate`);
  await ada.page.check("#voice");
  await ada.page.fill("#comment", "half a sentence");
  await ben.page.goto(`${phase}/gate`);
  await says(ada, "2 people are here");
  await ben.page.check("#voice");
  await ben.page.locator("form:has(#voice) button").click();
  await says(ada, "1 of 2 have voted. Votes are hidden until all are in.");
  assert.equal(await ada.page.inputValue("#comment"), "half a sentence");
  await ada.page.locator("form:has(#voice) button").click();
  await says(ben, "All 2 voted go.");
  assert.deepEqual(ada.problems, []);
});

test("a bar that is dragged opens the dialog with the new days, and saves nothing", async () => {
  await ada.page.goto(`${release}/schedule?zoom=week&from=2027-02-22`);
  await ada.alive();
  const box = await ada.page.locator("rect.ahead").first().boundingBox();
  if (!box) return assert.fail("no bar that can be dragged");
  await ada.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await ada.page.mouse.down();
  await ada.page.mouse.move(box.x + box.width / 2 + 26 * 3, box.y + box.height / 2, { steps: 5 });
  await says(ada, "3 days later.");
  await ada.page.mouse.up();
  await ada.page.waitForURL(/\/move\?days=3$/);
  assert.equal(await ada.page.inputValue("#starts_on"), "2027-03-04");
  assert.deepEqual(ada.problems, []);
});
