// Writing a material: signs at a press, and what is typed is kept while it is typed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { planRelease, send, startWorld } from "./world.mjs";

let world, ada, editor;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  ada = await world.person("Ada");
  const release = await planRelease(ada.page);
  const material = await send(ada.page, `${release}/training/new`, { title: "Filing", format: "guide", minutes: "5", about: "", owner: "", review_by: "", embargo: "" });
  editor = `${material}/write`;
});
after(() => world.stop());

const written = () => ada.page.inputValue("#body");

test("a shortcut pressed again takes the signs off", async () => {
  const { page } = ada;
  await page.goto(editor);
  await page.waitForSelector("#signs:not([hidden])");
  await page.fill("#body", "Choose claims");
  await page.focus("#body");
  const select = (from, to) => page.evaluate(([from, to]) => document.getElementById("body").setSelectionRange(from, to), [from, to]);
  await select(7, 13);
  await page.keyboard.press("Control+b");
  assert.equal(await written(), "Choose **claims**");
  await page.keyboard.press("Control+b");
  assert.equal(await written(), "Choose claims");
  await page.keyboard.press("Control+i");
  await page.keyboard.press("Control+b");
  assert.equal(await written(), "Choose _**claims**_");
  await page.fill("#body", "one\ntwo");
  await select(0, 7);
  await page.keyboard.press("Control+Shift+L");
  assert.equal(await written(), "- one\n- two");
  await page.keyboard.press("Control+Shift+L");
  assert.equal(await written(), "one\ntwo");
  await page.keyboard.press("Control+z");
  assert.equal(await written(), "- one\n- two");
  await page.waitForFunction(() => document.getElementById("kept").textContent.startsWith("Kept for you"));
  assert.deepEqual(ada.problems, []);
});

test("what is typed and not saved is there after signing out and in again", async () => {
  const { page } = ada;
  await page.goto(editor);
  await page.fill("#body", "Half a sentence");
  await page.waitForFunction(() => document.getElementById("kept").textContent.startsWith("Kept for you"));
  await page.waitForFunction(() => document.getElementById("preview").textContent.includes("Half a sentence"));
  const again = await world.person("Ada");
  await again.page.goto(editor);
  assert.equal(await again.page.inputValue("#body"), "Half a sentence");
  assert.deepEqual([...ada.problems, ...again.problems], []);
});
