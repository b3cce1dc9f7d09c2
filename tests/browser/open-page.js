// Opens a page in headless Chromium in every view and says as JSON what happened; screenshots go into a folder.
// node open-page.js CHROMIUM PAGE.html FOLDER
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, file, folder] = process.argv.slice(2);
const address = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const views = [
  { name: "light-1280", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark-1280", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  { name: "light-400", viewport: { width: 400, height: 800 }, colorScheme: "light" },
  { name: "no-script", viewport: { width: 1280, height: 900 }, colorScheme: "light", javaScriptEnabled: false },
];

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

async function visit(browser, { name, ...settings }) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const seen = { view: name, messages: [], requests: [], failures: [] };
  page.on("console", message => { if (["error", "warning"].includes(message.type())) seen.messages.push(message.text()); });
  page.on("pageerror", error => seen.messages.push(String(error)));
  page.on("request", request => seen.requests.push(request.url()));
  page.on("requestfailed", request => seen.failures.push(request.url()));
  await page.goto(address);
  seen.requests = seen.requests.filter(url => url !== address);
  seen.title = await page.title();
  seen.text = await page.locator("main").innerText();
  if (settings.javaScriptEnabled !== false)
    Object.assign(seen, await measure(page));
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  await context.close();
  return seen;
}

// Width of the content, and what an accessibility checker objects to.
async function measure(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => ({
    width: document.documentElement.scrollWidth,
    current: document.querySelector("nav [aria-current]")?.textContent ?? null,
    violations: (await globalThis.axe.run()).violations.map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 3).join(", ")}`),
  }));
}

const browser = await chromium.launch({ executablePath, headless: true, args: flags });
try {
  const seen = [];
  for (const view of views)
    seen.push(await visit(browser, view));
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
