// A program with a database of its own, and browsers that watch for what must never happen.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const PASSWORD = "copper lantern drifts north";
const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.PROGRAM ?? join(here, "../../target/debug/holdpoint"));
const axe = readFileSync(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** A document of the corpus; null for a stranger who has only the project. */
export function corpus(name) {
  const path = join(here, "../../../shared/corpus", name);
  if (existsSync(path)) return path;
  assert.ok(!process.env.CI, "the corpus must be beside the project where CI is set");
  return null;
}

async function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function serve(base, folder, flagsOfProgram) {
  const server = spawn(program, ["serve", "--listen", base.slice(7), "--data", folder, ...flagsOfProgram], {
    env: { ...process.env, HOLDPOINT_LOG: "off" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  server.stdout.on("data", (text) => (output += text));
  let failure;
  server.on("error", (error) => (failure = error));
  server.on("exit", (code) => (failure ??= new Error(`the program ended with ${code}`)));
  while (!output.includes("ready")) {
    if (failure) throw failure;
    await new Promise((done) => setTimeout(done, 20));
  }
  return { server, output };
}

export async function startWorld(...flagsOfProgram) {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-browser-"));
  const base = `http://127.0.0.1:${await freePort()}`;
  let { server, output } = await serve(base, folder, flagsOfProgram);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
  const world = {
    base,
    setupLink: () => output.match(/http\S+\/setup\/\w+/)[0],
    /** Kills the program in the middle of whatever it does. */
    async kill() {
      server.kill("SIGKILL");
      await new Promise((done) => server.on("exit", done));
    },
    async restart() {
      ({ server, output } = await serve(base, folder, flagsOfProgram));
    },
    addPerson(name, role = "member") {
      const email = `${name.toLowerCase()}@example.org`;
      const added = spawnSync(program, ["person", "add", email, "--name", name, "--role", role, "--password-file", "-", "--data", folder], { input: PASSWORD });
      assert.equal(added.status, 0, added.stderr.toString());
    },
    async visitor(options = {}) {
      return visitor(browser, base, options);
    },
    /** A browser in which somebody is signed in. */
    async person(name, options = {}) {
      const visit = await visitor(browser, base, options);
      await visit.page.goto("/sign-in");
      await visit.page.fill("#email", `${name.toLowerCase()}@example.org`);
      await visit.page.fill("#password", PASSWORD);
      await visit.page.click("button.primary");
      await visit.page.waitForURL(`${base}/`);
      return visit;
    },
    async stop() {
      await browser.close();
      server.kill("SIGTERM");
      await new Promise((done) => server.on("exit", done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

async function visitor(browser, base, options) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const problems = [];
  const allowed = new Set();
  page.on("console", (message) => {
    if (message.type() === "error" && ![...allowed].some((part) => message.text().includes(part))) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) problems.push(`foreign: ${request.url()}`);
  });
  if (options.javaScriptEnabled !== false) {
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
  }
  return {
    context,
    page,
    problems,
    /** A refused form answers 422, which Chromium also writes to the console. */
    allow: (part) => allowed.add(part),
    /** Waits until the islands of a page are alive. */
    alive: () => page.waitForSelector("html[data-alive]", { state: "attached" }),
    async axe() {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run());
      return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 3).join("; ")}`);
    },
  };
}

/** Plans a release of a new product and gives its path. */
export async function planRelease(page, fields = {}) {
  await page.goto("/products/new");
  await page.fill("#name", fields.product ?? "Permit portal");
  await page.click("button.primary");
  await page.goto(`${page.url()}/releases/new`);
  await page.fill("#name", fields.name ?? "Spring");
  await page.fill("#label", fields.label ?? "2.0");
  await page.fill("#launch", fields.launch ?? "2027-03-01");
  await page.click("button.primary");
  return new URL(page.url()).pathname;
}

/** Imports a document through the preview. */
export async function importChecklist(page, release, document) {
  await page.goto(`${release}/checklist/import`);
  if (document.file) await page.setInputFiles("#file", document.file);
  else await page.fill("#document", document.text);
  await page.click("button.primary");
  await page.click("text=/^Add \\d+ items?$/");
}

/** Sends a form from a page, as a browser does, and gives where it led. */
export async function send(page, path, fields) {
  const [status, address] = await page.evaluate(
    ([path, fields]) => fetch(path, { method: "POST", body: new URLSearchParams(fields) }).then((answer) => [answer.status, answer.url]),
    [path, fields],
  );
  assert.equal(status, 200, path);
  return new URL(address).pathname;
}

/** Plans a phase of one day for a new cohort and gives its path. */
export async function planPhase(page, release) {
  await page.goto(release);
  const product = await page.getAttribute(".crumb a", "href");
  await send(page, `${product}/cohorts/new`, { name: "Pilots", kind: "site", size: "20" });
  await page.goto(`${release}/phases/new`);
  const cohort = await page.locator("#cohort option").nth(1).getAttribute("value");
  const fields = { name: "Pilots", cohort, starts_on: "2027-03-01", window_from: "06:00", window_to: "09:00", bake_days: "2", planned: "20", unit: "people" };
  return send(page, `${release}/phases/new`, fields);
}

/** Writes a runbook with the steps of a document and gives its path. */
export async function writeRunbook(page, release, document) {
  const runbook = await send(page, `${release}/runbooks/new`, { name: "Move the claims", window: "3h", margin: "10 min" });
  await page.goto(`${runbook}/import`);
  await page.fill("#document", document);
  await page.click("button.primary");
  await page.click("text=/^Add \\d+ steps?$/");
  return runbook;
}

/** Plans a drill of the library and gives its path. */
export async function planDrill(page, release, fields = {}) {
  return send(page, `${release}/drills/new`, { title: "Half out", scenario: "deploy_wrong", kind: "tabletop", story: "Some see an error.", objectives: "Somebody decides", ...fields });
}
