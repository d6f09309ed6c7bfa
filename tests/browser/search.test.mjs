// The palette by keyboard and by mouse, and the field in the bar.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { importChecklist, planRelease, startWorld } from "./world.mjs";

let world, ada, page, release;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  ada = await world.person("Ada");
  page = ada.page;
  release = await planRelease(page);
  await importChecklist(page, release, { text: "- [ ] Tell the zebra desk\n- [ ] Zebra two" });
});
after(() => world.stop());
beforeEach(async () => {
  await page.goto(release);
  ada.problems.length = 0;
});

const field = () => page.locator("#palette-field");
const chosen = async () => page.locator(`#${await field().getAttribute("aria-activedescendant")}`).textContent();

test("keys alone lead to what is looked for", async () => {
  await page.keyboard.press("Control+k");
  await page.waitForSelector("#palette [role=option]");
  assert.deepEqual(await ada.axe(), []);
  await page.keyboard.type("zebra");
  await page.waitForSelector("#palette mark");
  const first = await chosen();
  assert.equal(await field().getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await chosen(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await chosen(), first);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/items\//);
  assert.deepEqual(ada.problems, []);
});

test("an action leads to its form, and Escape gives the focus back", async () => {
  await page.focus("#search-field");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-field");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("report finding");
  await page.locator("#palette a", { hasText: "Report a finding" }).click();
  await page.waitForURL(/\/findings\/new/);
  assert.deepEqual(ada.problems, []);
});

test("the mouse opens it, and a press beside it closes it", async () => {
  await page.click("button[data-palette]");
  await page.waitForSelector("#palette[open] [role=option]");
  await page.mouse.click(5, 5);
  assert.equal(await page.isVisible("#palette"), false);
  assert.deepEqual(ada.problems, []);
});

test("Enter without a choice goes to the page of results, as the field in the bar does", async () => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("qqqq");
  await page.waitForFunction(() => document.querySelector("#palette [role=status]").textContent === "Nothing offered");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=qqqq/);
  await page.fill("#search-field", "zebra");
  await page.press("#search-field", "Enter");
  await page.waitForSelector("h2#found-item");
  assert.equal(await page.locator(".found mark").count(), 2);
  assert.deepEqual(ada.problems, []);
});

test("where there is no room for the field, the link opens the palette", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await page.isVisible("#search-field"), false);
  await page.click("a[data-palette]");
  await page.waitForSelector("#palette [role=option]");
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 860 });
  assert.deepEqual(ada.problems, []);
});
