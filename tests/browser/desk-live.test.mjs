// A phase moves in one browser; the desk that is open in another says at once what is right then.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, send, startWorld } from "./world.mjs";

let world, ada, sven, live, cohort;
before(async () => {
  world = await startWorld("--demo");
  ada = await world.visitor();
  const { page } = ada;
  await page.goto(world.setupLink());
  await page.fill("#name", "Ada");
  await page.fill("#email", "ada@example.org");
  await page.fill("#password", PASSWORD);
  await page.click("button.primary");
  await page.waitForURL(`${world.base}/`);
  await page.goto(`${await page.getAttribute("table.releases a", "href")}/schedule`);
  const phases = await page.locator('td:first-child a[href*="/phases/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const phase of phases) {
    await page.goto(phase);
    if (await page.locator("[name=step][value=pause]").count()) live = phase;
  }
  world.addPerson("Sven");
  sven = await world.person("Sven");
  await sven.page.goto("/desk");
  const cohorts = await sven.page.locator("#cohort option").evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
  for (const one of cohorts) {
    await sven.page.goto(`/desk?cohort=${one}`);
    if (/, (live|baking)/.test(await sven.page.textContent("#today"))) cohort = one;
  }
});
after(() => world.stop());

test("the desk follows a phase that is paused, and keeps what is typed", async () => {
  assert.ok(live && cohort, "the demo has a live phase");
  const { page } = sven;
  await page.goto(`/desk?cohort=${cohort}`);
  await page.waitForFunction(() => document.activeElement.id === "q");
  await page.keyboard.type("sign");
  await page.waitForFunction(() => document.querySelector("#list mark"));
  await ada.page.goto(live);
  const version = await ada.page.inputValue("form:has([name=step][value=pause]) [name=version]");
  const start = Date.now();
  await send(ada.page, `${live}/step`, { version, step: "pause", reason: "Printing is broken" });
  await page.waitForFunction(() => /paused/.test(document.getElementById("today").textContent));
  console.log(`${Date.now() - start} ms from the press to the other desk`);
  assert.ok(Date.now() - start < 2000);
  assert.equal(await page.inputValue("#q"), "sign");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.deepEqual(sven.problems, []);
});
