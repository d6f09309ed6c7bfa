// A real checklist of other people, imported, ticked to done, and the verdict read.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { corpus, importChecklist, planRelease, startWorld } from "./world.mjs";

const DOCUMENT = "checklists/18F__before-you-ship___includes-checklist.md";
let world;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
});
after(() => world.stop());

async function imported(options) {
  const ada = await world.person("Ada", options);
  const release = await planRelease(ada.page);
  await importChecklist(ada.page, release, { file: corpus(DOCUMENT) });
  assert.match(await ada.page.textContent("main"), /53 items added\./);
  await ada.page.goto(release);
  assert.equal(await ada.page.textContent(".verdict strong"), "Not ready");
  await ada.page.goto(`${release}/checklist`);
  return { ada, release };
}

test("the 18F checklist is ticked to done with the island and the verdict is ready", { skip: !corpus(DOCUMENT) && "no corpus beside the project" }, async () => {
  const { ada, release } = await imported({});
  await ada.alive();
  const boxes = ada.page.locator(".tick button:not([hidden])");
  const count = await boxes.count();
  assert.ok(count > 30);
  for (let left = count; left > 0; left--) await boxes.first().click();
  await ada.page.waitForFunction((all) => document.querySelector("#progress").textContent === `${all} of ${all} finished`, count);
  await ada.page.goto(release);
  assert.equal(await ada.page.textContent(".verdict strong"), "Ready");
  assert.deepEqual(ada.problems, []);
});

test("the 18F checklist is ticked to done without JavaScript and the verdict is ready", { skip: !corpus(DOCUMENT) && "no corpus beside the project" }, async () => {
  const { ada, release } = await imported({ javaScriptEnabled: false });
  const boxes = ada.page.locator(".tick button:not([hidden])");
  while ((await boxes.count()) > 0) {
    await boxes.first().click();
    assert.match(ada.page.url(), /#item-/);
  }
  await ada.page.goto(release);
  assert.equal(await ada.page.textContent(".verdict strong"), "Ready");
  assert.deepEqual(ada.problems, []);
});
