// The outbox of presses, alone: the script as it is, in a page that is only what it asks for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../server/bundle/act.js", import.meta.url), "utf8");

class Element {
  dataset = {};
  children = [];
  textContent = "";
  hidden = false;
  listeners = {};
  replaceChildren(...children) {
    this.children = children;
  }
  append(child) {
    this.children.push(child);
  }
  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }
  said() {
    return this.children.map((child) => child.textContent).join("").trim();
  }
}

const json = (status, words) => ({ status, ok: status < 300, json: async () => words });
const page = (status) => ({ status, ok: status < 300, json: async () => JSON.parse("<html>") });
const kept = json(200, { kept: true });

/** Opens a page in which presses wait, with a server that gives these answers one after the other. */
async function open(presses, answers) {
  const status = Object.assign(new Element(), { dataset: { person: "ada" } });
  const waits = presses.map((fields, id) => ({ path: "/runs/1/act", fields, id: `${id}`, at: 0 }));
  const stored = new Map([["holdpoint:unsent:ada", JSON.stringify(waits)]]);
  const sent = [];
  const timers = [];
  const events = {};
  const context = vm.createContext({
    AbortSignal,
    URL,
    URLSearchParams,
    Date,
    crypto,
    performance,
    document: {
      getElementById: () => status,
      querySelector: () => null,
      querySelectorAll: () => [],
      createElement: () => new Element(),
      addEventListener: () => {},
    },
    localStorage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => stored.set(key, value),
    },
    navigator: {},
    CustomEvent: class {},
    dispatchEvent: () => {},
    addEventListener: (name, listener) => (events[name] = listener),
    setInterval: () => {},
    clearTimeout: () => {},
    setTimeout: (work, wait) => timers.push({ work, wait }),
    fetch: async (_, { body }) => {
      sent.push(body.get("words") ?? body.get("what"));
      const answer = answers.shift();
      if (!answer) throw new TypeError("Failed to fetch");
      return answer;
    },
  });
  const settled = () => new Promise((done) => setTimeout(done, 20));
  vm.runInContext(SCRIPT, context);
  await settled();
  const waiting = () => JSON.parse(stored.get("holdpoint:unsent:ada")).map((one) => one.id);
  const retry = async () => {
    timers.pop().work();
    await settled();
  };
  return { status, sent, timers, waiting, retry, events, settled };
}

const note = (words) => [["what", "note"], ["words", words]];

for (const status of [400, 403, 404, 413, 415, 422]) {
  test(`a ${status} without words takes the press out, keeps it in sight, and the next is sent`, async () => {
    const world = await open([note("first"), note("second")], [page(status), kept]);
    const { status: shown, sent, waiting } = world;
    assert.deepEqual(sent, ["first", "second"]);
    assert.deepEqual(waiting(), []);
    assert.equal(shown.said(), `Not saved: “first”, the server answered ${status}. I have read it`);
    assert.equal(shown.dataset.kind, "refused");
    assert.equal(shown.hidden, false);
  });
}

test("a press without words that is refused says which it was", async () => {
  const { status } = await open([[["what", "done"], ["step", "1"]]], [page(413)]);
  assert.match(status.said(), /^Not saved: what you pressed \(done\), the server answered 413\./);
});

test("a refusal of our own says why", async () => {
  const { status, waiting } = await open([note("late")], [json(422, { message: "The run is finished." })]);
  assert.match(status.said(), /^Not taken: The run is finished\. You wrote: late/);
  assert.deepEqual(waiting(), []);
});

const PASSING = [
  ["408", page(408)],
  ["429", json(429, { message: "Too many" })],
  ["500", page(500)],
  ["503", json(503, { message: "busy" })],
  ["a page of a hotel", page(200)],
  ["nobody", null],
];
for (const [name, answer] of PASSING) {
  test(`${name} does not take a press out, and it is sent again, later each time`, async () => {
    const world = await open([note("first"), note("second")], [answer, answer, answer, kept, kept]);
    assert.deepEqual(world.waiting(), ["0", "1"]);
    assert.match(world.status.said(), /^2 things you did are not sent yet/);
    const waits = [world.timers.at(-1).wait];
    for (const _ of [1, 2]) {
      await world.retry();
      waits.push(world.timers.at(-1).wait);
    }
    assert.deepEqual(waits, [2000, 4000, 8000]);
    await world.retry();
    assert.deepEqual(world.waiting(), []);
    assert.deepEqual(world.sent, ["first", "first", "first", "first", "second"]);
  });
}

test("whoever is signed out waits for the sign-in, and nothing is taken out", async () => {
  const world = await open([note("first")], [page(401), kept]);
  assert.deepEqual(world.waiting(), ["0"]);
  assert.match(world.status.said(), /You are signed out/);
  await world.retry();
  assert.deepEqual(world.waiting(), []);
});

test("when the connection is back nobody waits for the rest of a long wait", async () => {
  const world = await open([note("first")], [null, null, kept]);
  await world.retry();
  world.events.online();
  await world.settled();
  assert.deepEqual(world.waiting(), []);
});
