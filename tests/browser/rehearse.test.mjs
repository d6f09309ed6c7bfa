// Rehearsals as people hold them: on a phone, several at once, with a connection that comes and goes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { planDrill, planRelease, send, startWorld, writeRunbook } from "./world.mjs";

const DOCUMENT = "1. Freeze (5 min)\n2. Copy (30 min)\n   By hand.\n3. Look (10 min)\n4. Switch (5 min)\n";
const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
let world, release;
before(async () => {
  world = await startWorld();
  for (const name of ["Ada", "Ben"]) world.addPerson(name);
  const ada = await world.person("Ada");
  release = await planRelease(ada.page);
  await ada.context.close();
});
after(() => world.stop());

async function startRun(page) {
  const runbook = await writeRunbook(page, release, DOCUMENT);
  const run = await send(page, `${runbook}/runs/new`, { kind: "dress_rehearsal", window: "3h", margin: "10 min" });
  await send(page, `${run}/start`, {});
  return run;
}

/** How often the record of a run says something. */
const said = async (page, words) => (await page.locator("section[aria-labelledby=said]").innerText()).split(words).length - 1;

test("what one presses on a phone, the other sees", async () => {
  const ada = await world.person("Ada");
  const ben = await world.person("Ben", PHONE);
  const run = await startRun(ada.page);
  await Promise.all([ada.page.goto(run), ben.page.goto(run)]);
  const button = await ben.page.locator("#done-1").boundingBox();
  assert.ok(button.y + button.height < 640 && button.height >= 44, "Done is in reach of a thumb");
  await ben.page.waitForTimeout(1200);
  assert.match(await ben.page.textContent(".clock"), /^0:0[1-9]$/);
  await ben.page.tap("#done-1");
  await ada.page.waitForSelector("#done-2");
  await ben.page.waitForSelector("#done-2");
  await ben.page.click("summary:text-is('How')");
  await ada.page.fill("#note", "Half a note");
  await ada.page.waitForTimeout(300);
  await ada.page.click("#done-2", { clickCount: 2, delay: 20 });
  await ben.page.waitForSelector("#done-3");
  await ben.page.waitForTimeout(400);
  assert.equal(await ben.page.locator("#done-4").count(), 0, "the second click of a double click is not for the next step");
  await ben.page.click("text=Failed, skip or note");
  await ben.page.check(".now details input[value=fail]");
  await ben.page.click("#record-3");
  assert.match(await ben.page.textContent("#unsent"), /Write down why/);
  await ben.page.fill(".now details input.input", "Two rows differ");
  await ada.page.fill("#note", "Half a sentence");
  await ben.page.click("#record-3");
  await ada.page.waitForSelector("#done-4");
  assert.equal(await ada.page.inputValue("#note"), "Half a sentence", "what one types stays while others press");
  assert.match(await ada.page.innerText("section[aria-labelledby=steps]"), /Two rows differ/);
  assert.deepEqual([...ada.problems, ...ben.problems], []);
  await ada.context.close();
  await ben.context.close();
});

test("without a connection presses wait, through a reload, and arrive once with their time", async () => {
  const ada = await world.person("Ada");
  const { page, context } = ada;
  ada.allow("Failed to load resource");
  ada.allow("ERR_");
  const run = await startRun(page);
  await page.goto(run);
  await world.kill();
  await page.click("#done-1");
  await page.fill("#note", "Nobody answers");
  await page.click("section[aria-labelledby=else] button");
  await page.waitForFunction(() => /2 things you did are not sent yet/.test(document.getElementById("unsent").textContent));
  await page.waitForTimeout(2500);
  await world.restart();
  await page.reload();
  await page.waitForSelector("#done-2", { timeout: 15000 });
  await page.waitForFunction(() => document.getElementById("unsent").hidden || /Everything/.test(document.getElementById("unsent").textContent));
  await page.reload();
  assert.equal(await said(page, "finished “Freeze”"), 1);
  assert.equal(await said(page, "Nobody answers"), 1);
  const took = await page.locator("tr.ended td.num").last().innerText();
  assert.match(took, /^0:0[0-3]$/, "the wait is not counted");
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => localStorage[key] !== "[]").length), 0);
  await context.close();
});

test("a browser whose clock is a day off changes nothing", async () => {
  const ada = await world.person("Ada");
  const { page, context } = ada;
  const run = await startRun(page);
  await page.clock.setFixedTime(new Date(Date.now() + 86_400_000));
  await page.goto(run);
  await page.click("#done-1");
  await page.waitForSelector("#done-2");
  const took = await page.locator("tr.ended td.num").last().innerText();
  assert.match(took, /^0:0\d$/);
  assert.deepEqual(ada.problems, []);
  await context.close();
});

test("somebody signed out loses nothing, and nobody else sends it", async () => {
  const ada = await world.person("Ada");
  const { page, context } = ada;
  ada.allow("401");
  const run = await startRun(page);
  await page.goto(run);
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.click("#done-1");
  await page.waitForFunction(() => /You are signed out/.test(document.getElementById("unsent").textContent));
  await context.addCookies(cookies);
  await page.waitForSelector("#done-2", { timeout: 15000 });
  assert.equal(await said(page, "finished “Freeze”"), 1);
  await context.close();
});

test("without JavaScript a run is held with plain forms", async () => {
  const ada = await world.person("Ada", { javaScriptEnabled: true });
  const run = await startRun(ada.page);
  await ada.context.close();
  const plain = await world.person("Ada", { javaScriptEnabled: false });
  const { page } = plain;
  await page.goto(run);
  await page.click("#done-1");
  await page.click("text=Failed, skip or note");
  await page.fill("#words-2", "No time for it");
  await page.check(".now details input[value=skip]");
  await page.click("#record-2");
  for (const step of [3, 4]) await page.click(`#done-${step}`);
  await page.click("#finish");
  await page.click("text=Begin to validate");
  await page.check("#passed");
  await page.fill("#said", "Looked at fifty of them");
  await page.click("text=Conclude the run");
  assert.match(await page.textContent("main"), /Passed\./);
  await plain.context.close();
});

test("a scribe posts with Enter, and who leads releases what the others do not see before", async () => {
  const ada = await world.person("Ada");
  const ben = await world.person("Ben", PHONE);
  const drill = await planDrill(ada.page, release);
  await ada.page.goto(drill);
  await ada.page.click("#step-start");
  await ben.page.goto(drill);
  assert.ok(!(await ben.page.content()).includes("its schema is gone"));
  await ben.page.fill("#words", "!decision Stop the rest");
  await ben.page.press("#words", "Enter");
  await ada.page.waitForSelector("text=Stop the rest");
  assert.equal(await ben.page.inputValue("#words"), "");
  await ben.page.fill("#words", "half a line");
  await ada.page.click("section.script >> text=Release");
  await ada.page.waitForSelector("text=Released at");
  await ben.page.waitForSelector("text=The deployment stopped in the middle");
  assert.equal(await ben.page.inputValue("#words"), "half a line");
  await ben.page.click("#mark-detected");
  await ada.page.waitForSelector("text=Detected (marked)");
  await ada.page.click("#step-end");
  await ada.page.waitForSelector("text=The drill on one line");
  assert.deepEqual(await ada.axe(), []);
  assert.deepEqual([...ada.problems, ...ben.problems], []);
});
