import { startWorld, PASSWORD } from "./world.mjs";
const world = await startWorld("--demo");
const paths = process.argv.slice(2);
const first = await world.visitor();
const { page } = first;
await page.goto(world.setupLink());
await page.fill("#name", "Ada"); await page.fill("#email", "ada@example.org"); await page.fill("#password", PASSWORD);
await page.click("button.primary");
await page.waitForURL(`${world.base}/`);
const state = await page.context().storageState();
for (const [width, scheme] of [[1280, "light"], [320, "dark"]]) {
  const one = await world.visitor({ viewport: { width, height: 860 }, colorScheme: scheme, storageState: state });
  for (const path of paths) {
    await one.page.goto(path);
    await one.page.waitForTimeout(300);
    const name = path.replace(/[^a-z0-9]+/g, "-");
    await one.page.screenshot({ path: `/tmp/look/${name}-${width}.png`, fullPage: process.env.FULL === "1" });
    console.log(path, width, await one.page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]));
  }
}
await world.stop?.();
process.exit(0);
