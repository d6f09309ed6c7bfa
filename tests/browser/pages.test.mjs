// Every page, in both themes: nothing for axe, the console, the policy or other origins to say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PASSWORD, importChecklist, planDrill, planPhase, planRelease, send, startWorld, writeRunbook } from "./world.mjs";

const XSS = "</textarea></title><script>alert(1)</script>";
let world, paths;
before(async () => {
  world = await startWorld("--demo");
  const first = await world.visitor();
  const { page } = first;
  await page.goto(world.setupLink());
  assert.deepEqual(await first.axe(), []);
  await page.fill("#name", "Ada");
  await page.fill("#email", "ada@example.org");
  await page.fill("#password", PASSWORD);
  await page.click("button.primary");
  await page.waitForURL(`${world.base}/`);
  const release = await page.getAttribute("table.releases a", "href");
  await page.goto(`${release}/checklist`);
  const item = await page.getAttribute(".task .title a >> nth=4", "href");
  await page.goto(release);
  const product = await page.getAttribute(".crumb a", "href");
  await page.goto("/people");
  const person = await page.getAttribute("table a", "href");
  paths = ["/", "/products", "/products/new", product, `${product}/edit`, `${product}/releases/new`, "/people", person, "/account", "/account/second-step", "/account/second-step/off", "/admin/audit", "/admin/audit?action=signed_in", "/admin/backups", "/search", "/search?q=re", "/no-such-page"];
  for (const tab of ["", "/edit", "/state", "/people", "/activity", "/checklist", "/checklist/new", "/checklist/import"]) paths.push(release + tab);
  for (const tab of ["", "/edit", "/delete"]) paths.push(item + tab);
  for (const tab of ["/schedule", "/schedule?zoom=week", "/schedule?zoom=quarter", "/schedule?view=calendar", "/phases/new", "/phases/plan", "/outcomes", "/outcomes/new", "/big-bang", "/criteria"]) paths.push(release + tab);
  for (const tab of ["/cohorts/new", "/freezes/new"]) paths.push(product + tab);
  await page.goto(`${release}/schedule`);
  const phases = await page.locator('td:first-child a[href*="/phases/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.equal(phases.length, 3);
  for (const tab of ["", "/edit", "/move", "/card", "/card/edit", "/gate", "/gate/open", "/successes/new", "/exceptions/new"]) paths.push(phases[1] + tab);
  for (const [place, link] of [[phases[0], "/successes/"], [`${phases[0]}/gate`, "/decisions/"], [product, "/cohorts/0"]]) {
    await page.goto(place);
    paths.push(await page.locator(`a[href^="${link}"]`).first().getAttribute("href"));
  }
  paths.push("/desk");
  await rehearsals(page, release, product);
  await prepared(page, release, product);
  assert.deepEqual(first.problems, []);
});

// Who is prepared and what support says, as the demo has it.
async function prepared(page, release, product) {
  const links = async (place, start) => {
    await page.goto(place);
    const addresses = await page.locator(`main a[href^="${start}"]`).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    return [...new Set(addresses.map((address) => /^\/[a-z-]+\/[0-9a-f-]{36}/.exec(address)?.[0]).filter(Boolean))];
  };
  for (const tab of ["/training", "/training/new", "/training/coverage", "/responses", "/responses/new", "/responses/import"]) paths.push(release + tab);
  for (const tab of ["/training", "/training/new", "/readers", "/responses", "/responses/new", "/fragments", "/fragments/new"]) paths.push(product + tab);
  const materials = await links(`${release}/training`, "/materials/");
  assert.ok(materials.length >= 5);
  paths.push(...materials, ...["/edit", "/coverage", "/links", "/retire", "/pitfalls/new", "/files/new"].map((tab) => materials[0] + tab));
  const [reader] = await links(`${product}/readers`, "/readers/");
  paths.push(reader, `${reader}/delete`);
  const [cohort] = await links(product, "/cohorts/");
  for (const tab of ["/readers/new", "/readers/import"]) paths.push(cohort + tab);
  const answers = await links(`${release}/responses`, "/responses/");
  assert.ok(answers.length >= 10);
  for (const tab of ["", "/edit", "/retire", "/variants/new"]) paths.push(answers[0] + tab);
  const [variant] = await links(answers[0], "/variants/");
  for (const tab of ["", "/edit"]) paths.push(variant + tab);
  const [fragment] = await links(`${product}/fragments`, "/fragments/");
  for (const tab of ["", "/edit"]) paths.push(fragment + tab);
  await page.goto("/desk");
  paths.push("/desk", "/search", "/search?q=plan");
  for (const tab of ["/support", "/questions/new", "/proposals/new", "/contacts/new", "/contacts/import"]) paths.push(product + tab);
  paths.push(`${release}/library`);
  for (const thing of ["/questions/", "/proposals/"]) {
    const [first] = await links(`${product}/support`, thing);
    paths.push(first);
  }
}

// What is rehearsed: as the demo has it, and while it runs.
async function rehearsals(page, release, product) {
  const links = async (place, start) => {
    await page.goto(place);
    const addresses = await page.locator(`main a[href*="${start}"]`).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const one = new RegExp(`${start}(\\d+(?![0-9a-f-])|[0-9a-f-]{36})`);
    return [...new Set(addresses.filter((address) => one.test(address)))];
  };
  for (const tab of ["/runs", "/runbooks/new", "/drills", "/drills/new?scenario=outage", "/risks", "/findings", "/findings/new", "/training", "/training/new", "/responses", "/responses/new", "/responses/import", "/markers", "/evidence"]) paths.push(release + tab);
  paths.push(`${product}/findings`, `${product}/training`, `${product}/training/new`);
  paths.push(`${product}/responses`, `${product}/responses/import`, `${product}/fragments`, `${product}/fragments/new`);
  for (const response of await links(`${release}/responses`, "/responses/")) paths.push(response, `${response}/edit`, `${response}/variants/new`, `${response}/retire`);
  const [runbook] = await links(`${release}/runs`, "/runbooks/");
  for (const tab of ["", "/edit", "/steps/new", "/import", "/runs/new"]) paths.push(runbook + tab);
  paths.push((await links(runbook, "/steps/"))[0]);
  const [run] = await links(runbook, "/runs/");
  for (const tab of ["", "/compare"]) paths.push(run + tab);
  for (const drill of await links(`${release}/drills`, "/drills/")) paths.push(drill, `${drill}/recap`);
  for (const material of await links(`${release}/training`, "/materials/")) paths.push(material, `${material}/edit`, `${material}/write`, `${material}/preview`, `${material}/files/new`, `${material}/pitfalls/new`, `${material}/retire`, `${material}/coverage`);
  paths.push(`${release}/training/coverage`);
  for (const finding of await links(`${release}/findings`, "/findings/")) paths.push(finding, `${finding}/edit`);
  const planned = await send(page, `${runbook}/runs/new`, { kind: "mock", window: "3h", margin: "10 min" });
  paths.push(planned, `${planned}/edit`, `${planned}/record`);
  const live = await send(page, `${runbook}/runs/new`, { kind: "dress_rehearsal", window: "3h", margin: "10 min" });
  await send(page, `${live}/start`, {});
  await page.goto(live);
  await page.click("#done-1");
  await page.waitForSelector("#done-2");
  paths.push(live);
  const drill = await planDrill(page, release);
  await page.goto(drill);
  paths.push(`${drill}/edit`);
  await page.click("#step-start");
  await page.click("text=Release");
  await page.click("#mark-detected");
  await page.waitForSelector(".marks .marked");
  paths.push(drill);
}

after(() => world.stop());

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1280, 320]) {
    test(`every page is clean in ${colorScheme} at ${width} pixels`, async () => {
      const ada = await world.person("Ada", { colorScheme, viewport: { width, height: 860 } });
      ada.allow("404");
      for (const path of paths) {
        await ada.page.goto(path);
        assert.deepEqual(await ada.axe(), [], path);
        const wide = await ada.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${path} is ${wide} wide`);
      }
      await ada.page.goto("/sign-in");
      assert.deepEqual(await ada.axe(), []);
      assert.deepEqual(ada.problems, []);
    });
  }
}

test("a text that looks like a program is shown as text on every page", async () => {
  const ada = await world.person("Ada");
  const { page } = ada;
  ada.allow("422");
  const release = await planRelease(page, { product: XSS, name: XSS, label: XSS });
  await importChecklist(page, release, { text: `# ${XSS}\n- [ ] task ${XSS}\n  ${XSS}` });
  const item = await page.getAttribute(".task .title a", "href");
  const fill = async (path, fields) => {
    await page.goto(path);
    for (const field of fields) await page.fill(`#${field}`, XSS);
    await page.locator("form.stack button.primary").first().click();
  };
  await fill(`${item}/edit`, ["title", "section", "explanation", "notes"]);
  await fill(`${item}/edit`, ["title", "notes", "evidence"]);
  await fill(`${release}/edit`, ["name", "label", "zone", "summary"]);
  await fill(`${release}/checklist/import`, ["document"]);
  await fill("/people", ["email"]);
  await page.goto(item);
  await page.click("text=Mark as blocked");
  await page.fill("#block-on", XSS);
  await page.fill("#block-reason", XSS);
  await page.locator("form:has(#block-on) button").click();
  const phase = await planPhase(page, release);
  await send(page, `${phase}/card/edit`, { version: "1", trigger: XSS, action: XSS, authority: XSS, deadline: XSS });
  await send(page, `${phase}/successes/new`, { metric: XSS, operator: "at_most", target: "1", unit: XSS });
  await send(page, `${phase}/exceptions/new`, { kind: "buffer", risk: XSS, control: XSS, until: "2099-01-01" });
  await send(page, `${release}/outcomes/new`, { metric: XSS, target: XSS, look_on: "2027-01-01" });
  await send(page, `${phase}/gate/open`, { version: "2", until: "2099-01-01T10:00" });
  const runbook = await writeRunbook(page, release, `1. ${XSS}\n   ${XSS}\n   - Check: ${XSS}`);
  const run = await send(page, `${runbook}/runs/new`, { kind: "mock", margin: "5", candidate: XSS, environment: XSS });
  await send(page, `${run}/start`, {});
  await send(page, `${run}/act`, { id: crypto.randomUUID(), what: "note", words: XSS });
  const drill = await planDrill(page, release, { title: XSS, story: XSS, objectives: XSS });
  await send(page, `${drill}/step`, { version: "1", step: "start" });
  await send(page, `${drill}/say`, { id: crypto.randomUUID(), words: `#action @${XSS}` });
  const finding = await send(page, `${release}/findings/new`, { title: XSS, explanation: XSS, severity: "high", source: "", fix: XSS });
  await send(page, `${release}/markers`, { kind: "schema", words: XSS, reference: XSS });
  const decision = await send(page, `${phase}/gate/decide`, { decision: "no_go", words: XSS });
  for (const path of [runbook, run, `${release}/runs`, drill, `${drill}/recap`, `${release}/drills`, finding, `${release}/findings`, `${release}/markers`, `${release}/evidence`, phase, `${phase}/gate`, `${phase}/card`, `${phase}/card/edit`, decision, `${release}/schedule`, `${release}/outcomes`, "/", "/products", release, `${release}/edit`, `${release}/checklist`, `${release}/activity`, `${release}/people`, item, `${item}/edit`, `${item}/delete`]) {
    await page.goto(path);
    assert.equal(await page.locator("script:not([src])").count(), 0, path);
    assert.ok(!(await page.content()).includes("<script>alert"), path);
  }
  assert.deepEqual(ada.problems, []);
});

test("without JavaScript a form that is refused keeps what was typed", async () => {
  const ada = await world.person("Ada", { javaScriptEnabled: false });
  const { page } = ada;
  await page.goto("/products/new");
  await page.fill("#summary", "line one\n</textarea> line two");
  await page.click("button.primary");
  assert.match(await page.textContent(".error-summary"), /Enter a name/);
  assert.equal(await page.inputValue("#summary"), "line one\n</textarea> line two");
});

test("two browsers that edit the same item: the second gets both texts", async () => {
  const one = await world.person("Ada");
  const other = await world.person("Ada");
  other.allow("422");
  const item = paths.find((path) => path.includes("/items/") && path.endsWith("/edit"));
  await one.page.goto(item);
  await other.page.goto(item);
  await one.page.fill("#notes", "first notes");
  await one.page.click("button.primary");
  await other.page.fill("#notes", "second notes");
  await other.page.click("button.primary");
  assert.match(await other.page.textContent(".error-summary"), /first notes/);
  assert.equal(await other.page.inputValue("#notes"), "second notes");
  await other.page.click("button.primary");
  assert.match(await other.page.textContent("main"), /second notes/);
});

test("two minutes before a session ends there is a warning that keeps it", async () => {
  const ada = await world.person("Ada");
  const { page } = ada;
  await page.clock.install();
  await page.goto("/products/new");
  await page.fill("#name", "half a name");
  await page.clock.fastForward("27:00");
  assert.equal(await page.locator("#session").isVisible(), false);
  await page.clock.fastForward("01:01");
  assert.equal(await page.locator("#session").isVisible(), true);
  assert.deepEqual(await ada.axe(), []);
  await page.click("text=Stay signed in");
  await page.locator("#session").waitFor({ state: "hidden" });
  assert.equal(await page.inputValue("#name"), "half a name");
});
