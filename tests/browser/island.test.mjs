// The checklist comes alive: ticks, filter, single keys, and what happens when the server refuses.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { importChecklist, planRelease, startWorld } from "./world.mjs";

let world, ada, page, release;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  world.addPerson("Ben");
  ada = await world.person("Ada");
  page = ada.page;
});
after(() => world.stop());
beforeEach(async () => {
  release = await planRelease(page);
  await importChecklist(page, release, { text: "# A\n- [ ] alpha\n- [ ] beta\n# B\n- [ ] parent\n  - [ ] gamma" });
  await ada.alive();
  ada.problems.length = 0;
});

const line = (title) => page.locator(".task", { has: page.locator(`.title a:text-is("${title}")`) });
const state = (title) => line(title).locator(".state").textContent();

test("a tick is kept without a page load and sums up in the line above", async () => {
  await line("gamma").locator("button").click();
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved: gamma"));
  assert.match(await state("parent"), /Done/);
  await page.click(".announced button");
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Undone: gamma"));
  assert.doesNotMatch(await state("parent"), /Done/);
  assert.equal(await page.locator(".announced button").isVisible(), false);
  await line("gamma").locator("button").click();
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved: gamma"));
  await page.reload();
  assert.match(await state("gamma"), /Done/);
  assert.deepEqual(ada.problems, []);
});

test("the focus stays on the line when its box or the undo button goes", async () => {
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await line("alpha").locator("button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved: alpha"));
  assert.equal(await focused(), "alpha");
  await page.locator(".announced button").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Undone: alpha"));
  assert.equal(await focused(), "alpha");
  assert.deepEqual(ada.problems, []);
});

test("a release is planned in the zone of the browser unless somebody chooses another one", async () => {
  await page.goto(`${release.split("/").slice(0, 2).join("/")}/releases/new`);
  const zone = await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.equal(await page.inputValue("#zone"), zone);
  assert.ok((await page.locator("#zone-choices option").count()) > 300);
});

test("a tick that is refused says why and shows how the line stands now", async () => {
  // Ada hears nothing of what Ben does, as when her stream is a moment behind.
  await page.route(/\/live$/, (route) => route.abort());
  ada.allow("ERR_FAILED");
  await page.reload();
  await ada.alive();
  const ben = await world.person("Ben");
  await ben.page.goto(`${release}/checklist`);
  await ben.alive();
  await ben.page.locator(".task", { hasText: "alpha" }).locator("button").click();
  await ben.page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved"));
  ada.allow("422");
  await line("alpha").locator("button").click();
  await page.waitForFunction(() => document.querySelector(".announce").textContent.includes("This item is already done."));
  assert.match(await state("alpha"), /Done/);
  await page.unroute(/\/live$/);
});

test("a tick without a connection says so, is kept, and is sent when the connection is back", async () => {
  ada.allow("ERR_INTERNET_DISCONNECTED");
  await ada.context.setOffline(true);
  await line("beta").locator("button").click();
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Not sent yet: beta"));
  assert.match(await page.textContent("#live"), /The connection is lost/);
  await ada.context.setOffline(false);
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved: beta"));
  assert.equal(await page.isVisible("#live"), false);
  await page.reload();
  assert.match(await state("beta"), /Done/);
});

test("the filter hides what does not match while somebody types", async () => {
  for (const words of ["gam", "GAM"]) {
    await page.fill("#words", words);
    assert.equal(await page.locator(".task:visible").count(), 1, words);
  }
  await page.fill("#words", "");
  await line("alpha").locator("button").click();
  await page.check("#open");
  assert.equal(await line("alpha").isVisible(), false);
  assert.equal(await line("beta").isVisible(), true);
});

test("single keys move, tick, open, edit, filter and help", async () => {
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "alpha");
  await page.keyboard.press("x");
  await page.waitForFunction(() => document.querySelector(".announce").textContent.startsWith("Saved: alpha"));
  await page.keyboard.press("?");
  assert.equal(await page.locator("#keys").isVisible(), true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await page.keyboard.type("jx");
  assert.equal(await page.inputValue("#words"), "jx");
  await page.fill("#words", "");
  await line("beta").locator("a").focus();
  await page.keyboard.press("e");
  await page.waitForURL(/\/edit$/);
  await page.goBack();
  await page.locator(".task a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/items\/[0-9a-f-]+$/);
});

test("single keys do nothing after they were switched off", async () => {
  await page.goto("/account");
  await page.click("text=Switch shortcuts off");
  await page.goto(`${release}/checklist`);
  await ada.alive();
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await page.goto("/account");
  await page.click("text=Switch shortcuts on");
});
