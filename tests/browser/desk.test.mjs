// From opening the desk to the text in the clipboard, by the keyboard alone: how many keys, how many seconds.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { planPhase, planRelease, send, startWorld } from "./world.mjs";

let world, ada, sven, cohort;

/** A template with one text that Ada wrote and Lena approved. */
async function writeAnswer(lead, product, { title, code, questions, body }) {
  const empty = { note: "", avoid: "", material: "", finding: "", owner: "" };
  const response = await send(ada.page, `${product}/responses/new`, { title, topic: "Claims", short_code: code, questions, channel: "any", ...empty });
  const text = { situation: "always", language: "en", body, valid_from: "", valid_to: "" };
  const variant = await send(ada.page, `${response}/variants/new`, text);
  const seen = async (page) => {
    await page.goto(variant);
    const form = page.locator("form:has([name=number])").first();
    return { number: await form.locator("[name=number]").inputValue(), version: await form.locator("[name=version]").inputValue() };
  };
  await send(ada.page, `${variant}/submit`, await seen(ada.page));
  await send(lead, `${variant}/decide`, { ...(await seen(lead)), decision: "approve", reason: "" });
}

before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  world.addPerson("Lena", "admin");
  world.addPerson("Sven");
  ada = await world.person("Ada");
  const release = await planRelease(ada.page);
  await planPhase(ada.page, release);
  await ada.page.goto(release);
  const product = await ada.page.getAttribute(".crumb a", "href");
  const admin = await world.person("Lena");
  await admin.page.goto("/people");
  const self = await admin.page.locator("a[href^='/people/']", { hasText: "Lena" }).first().getAttribute("href");
  await send(admin.page, self, { version: "1", role: "admin", support: "lead", active: "on" });
  // Who becomes something else signs in again.
  const lena = await world.person("Lena");
  await writeAnswer(lena.page, product, { title: "Where are my claims?", code: "find", questions: "I can't find my claims", body: "Hello {{first name | there}}, choose **My claims**." });
  await writeAnswer(lena.page, product, { title: "Printing", code: "print", questions: "It cuts the page", body: "Choose small paper." });
  sven = await world.person("Sven", { permissions: ["clipboard-read", "clipboard-write"] });
  await sven.page.goto("/desk");
  cohort = await sven.page.locator("#cohort option", { hasText: "Pilots" }).getAttribute("value");
});
after(() => world.stop());

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

test("six keys beside the words lead from the desk to the clipboard", async () => {
  const { page } = sven;
  await page.goto(`/desk?cohort=${cohort}`);
  let keys = 0;
  const press = async (key) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const start = Date.now();
  assert.equal(await page.evaluate(() => document.activeElement.id), "q", "one can type at once");
  await page.keyboard.type("cliams");
  await press("Enter");
  await page.waitForFunction(() => document.getElementById("said").textContent === "Copied.");
  const seconds = (Date.now() - start) / 1000;
  assert.equal(await clipboard(page), "Hello there, choose My claims.");
  console.log(`${keys} key beside the words, ${seconds.toFixed(2)} s`);
  assert.ok(keys <= 6 && seconds < 5);
  await page.waitForSelector("text=Did it help?");
  assert.deepEqual(sven.problems, []);
});

test("what was filled in is offered and never put in by itself, and rich text is copied", async () => {
  const { page } = sven;
  const answer = () => page.waitForFunction(() => document.querySelector("#answer").innerText.includes("Where are my claims?"));
  const says = (words) => page.waitForFunction((words) => document.querySelector("#text blockquote")?.innerText.includes(words), words);
  await page.goto(`/desk?cohort=${cohort}&q=claims`);
  await page.fill("#v-first-name", "Maria");
  await says("Hello Maria");
  await page.press("#v-first-name", "Enter");
  await page.waitForFunction(() => document.getElementById("said").textContent === "Copied.");
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("text/html")).text();
  });
  assert.match(html, /Hello Maria, choose <strong>My claims<\/strong>/);
  await page.fill("#q", "print");
  await page.waitForFunction(() => document.querySelector("#answer").innerText.includes("Choose small paper."));
  await page.fill("#q", "claims");
  await answer();
  await says("Hello there");
  assert.equal(await page.inputValue("#v-first-name"), "", "the next one is somebody else");
  const offered = () => page.evaluate(() => [...document.getElementById("v-first-name").list.options].map((option) => option.value));
  assert.deepEqual(await offered(), ["Maria"]);
  await page.goto(`/desk?cohort=${cohort}&q=claims`);
  assert.deepEqual(await offered(), ["Maria"]);
  await says("Hello there");
  assert.deepEqual(sven.problems, []);
});

test("whether it helped can be said once, without losing the place", async () => {
  const { page } = sven;
  await page.goto(`/desk?cohort=${cohort}&q=claims`);
  await page.press("#q", "Enter");
  await page.fill("#why", "The menu has moved");
  await page.press("#why", "Enter");
  await page.waitForFunction(() => document.getElementById("said").textContent.startsWith("Your feedback is saved"));
  assert.equal(await page.locator("#why").count(), 0);
  assert.equal(await page.inputValue("#q"), "claims");
  await page.goto(`/desk?cohort=${cohort}&q=claims`);
  assert.match(await page.textContent("#answer .head"), /used 3 times, helped 0/);
  assert.deepEqual(sven.problems, []);
});

test("single keys do something only while nobody types", async () => {
  const { page } = sven;
  await page.goto(`/desk?cohort=${cohort}`);
  await page.waitForFunction(() => document.activeElement.id === "q");
  await page.keyboard.type("n");
  assert.equal(await page.inputValue("#q"), "n");
  assert.equal(await page.getAttribute("#nothing", "open"), null);
  await page.locator("h1").click();
  await page.keyboard.press("n");
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await page.locator("h1").click();
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  assert.deepEqual(sven.problems, []);
});

test("the desk fits beside a help desk and says nothing wrong to a screen reader", async () => {
  for (const width of [320, 560, 1280]) {
    await sven.page.setViewportSize({ width, height: 860 });
    await sven.page.goto(`/desk?cohort=${cohort}`);
    assert.equal(await sven.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width}`);
    assert.deepEqual(await sven.axe(), [], `${width}`);
  }
});
