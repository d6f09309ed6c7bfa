// A calendar program that is not ours reads the feed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { planPhase, planRelease, startWorld } from "./world.mjs";

let world, ada;
before(async () => {
  world = await startWorld();
  world.addPerson("Ada");
  ada = await world.person("Ada");
});
after(() => world.stop());

test("ical.js reads every event of the feed as it was planned", async () => {
  const name = "Spring; with, \\odd \"signs\" ".repeat(4).trim();
  const release = await planRelease(ada.page, { name });
  await planPhase(ada.page, release);
  await ada.page.goto(`${release}/schedule`);
  await ada.page.click("text=Subscribe to calendar");
  const address = await ada.page.textContent("#address");
  const answer = await fetch(address);
  assert.equal(answer.headers.get("content-type"), "text/calendar; charset=utf-8");
  const text = await answer.text();
  assert.ok(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), "lines are folded at 75 bytes");
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  assert.ok(calendar.getFirstPropertyValue("prodid"));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
  for (const event of events) {
    assert.ok(event.uid && event.summary && event.component.getFirstPropertyValue("dtstamp") instanceof ICAL.Time);
    assert.ok(Number.isInteger(event.sequence) && event.endDate.compare(event.startDate) > 0);
  }
  const launch = events.find((event) => event.summary.startsWith("Launch"));
  assert.equal(launch.summary, `Launch: ${name} 2.0`);
  assert.ok(launch.startDate.isDate && launch.startDate.toString() === "2027-03-01");
  const phase = events.find((event) => event.summary.startsWith("Phase 1"));
  assert.equal(phase.startDate.toJSDate().toISOString(), "2027-03-01T06:00:00.000Z");
});
