// Looks at pages in headless Chromium and prints what is wrong with them, a line each, then how much was looked at.
// node check.mjs CHROMIUM MODULES BASE PAGE...
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";

const [executablePath, modules, base, ...pages] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const counts = { views: 0, axe: 0, walked: 0, plain: 0, printed: 0 };
const wrong = (where, what) => console.log(`WRONG ${where}: ${what}`);

const open = async (settings, url) => {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  page.on("console", (said) => said.type() === "error" && wrong(url, `console: ${said.text()}`));
  page.on("pageerror", (error) => wrong(url, `script: ${error.message}`));
  await page.goto(base + url);
  if ((await page.locator("[data-on-this-day]").count()) > 0) await page.waitForLoadState("networkidle");
  return page;
};

// Links of each page, but those of the box that only the script can fill.
const needed = new Map();

for (const url of pages) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open({ colorScheme }, url);
    for (const width of colorScheme === "light" ? [1440, 768, 320] : [1280]) {
      const where = `${url} ${colorScheme} ${width}`;
      await page.setViewportSize({ width, height: 900 });
      counts.views++;
      const found = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        h1: document.querySelectorAll("h1").length,
        lang: document.documentElement.lang,
        styled: [...document.styleSheets].some((sheet) => sheet.cssRules.length > 20),
        marks: ["header", "main", "footer", "a.skip"].filter((name) => !document.querySelector(name)),
        ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i),
        inline: document.querySelectorAll("[style], style, script:not([src], [type='application/ld+json'])").length,
      }));
      if (found.scroll > width) wrong(where, `is ${found.scroll} px wide`);
      if (found.h1 !== 1) wrong(where, `${found.h1} h1`);
      if (!found.lang || !found.styled) wrong(where, `lang=${found.lang} styled=${found.styled}`);
      if (found.marks.length || found.ids.length) wrong(where, `missing ${found.marks}, twice ${found.ids}`);
      if (found.inline) wrong(where, `${found.inline} inline scripts or styles`);
      if (width === 768) continue;
      // As the browser's own tool, so that the policy of the page stays as strict as it is.
      await page.evaluate(axe);
      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
      const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
      counts.axe += result.passes.length > 5 ? 1 : 0;
      for (const violation of result.violations) {
        wrong(where, `axe ${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 120)}`);
      }
    }
    const links = await page.locator("main a:visible").count();
    needed.set(url, links - (await page.locator("[data-on-this-day] a").count()));
    await page.context().close();
  }
}

// With the keyboard: the skip link comes first and leads to the text, and what has the focus can be seen.
for (const url of pages.slice(0, 3)) {
  const page = await open({}, url);
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
      return { skip: e.classList.contains("skip"), end: e === document.body, seen: box.width > 3 && box.height > 3, outline: style.outlineStyle !== "none" };
    });
    if (at.end) break;
    if (step === 0 && !at.skip) wrong(url, "the skip link is not first");
    if (!at.seen || !at.outline) wrong(url, `step ${step}: the focus cannot be seen`);
    counts.walked++;
  }
  await page.goto(base + url);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#_main$/, { timeout: 5000 }).catch(() => wrong(url, "the skip link leads nowhere"));
  await page.context().close();
}

// Without scripts: the same links.
const bare = await browser.newContext({ javaScriptEnabled: false });
const reader = await bare.newPage();
for (const url of pages) {
  await reader.goto(base + url);
  const links = await reader.locator("main a:visible").count();
  if (links < needed.get(url)) wrong(url, `${links} links without scripts, ${needed.get(url)} with them`);
  counts.plain++;
}

// Narrowing a long list.
{
  const url = pages.find((page) => page.endsWith("/tags/"));
  const page = await open({}, url);
  const input = page.locator(".filter input");
  if (await input.isVisible()) {
    const first = await page.locator(".index li a").first().textContent();
    await input.fill(first);
    const left = await page.locator(".index li:visible").count();
    const all = await page.locator(".index li").count();
    if (left < 1 || left >= all) wrong(url, `the filter leaves ${left} of ${all}`);
    counts.filtered = 1;
  }
  await page.context().close();
}

// On paper: a clipping with its source and date, and nothing to click.
{
  const url = pages[1];
  const page = await open({ colorScheme: "dark" }, url);
  const pdf = await page.pdf({ format: "A4" });
  counts.printed = pdf.length > 5000 ? 1 : 0;
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() => ({
    nav: [...document.querySelectorAll("nav, .skip, .share")].filter((e) => e.checkVisibility()).length,
    address: document.querySelector(".address").checkVisibility() && document.querySelector(".address").textContent,
    canonical: document.querySelector("link[rel=canonical]").href,
    paper: getComputedStyle(document.body).backgroundColor,
  }));
  if (shown.nav) wrong(url, `${shown.nav} menus are printed`);
  if (!shown.address || !shown.address.includes(shown.canonical) || !/\d{4}\./.test(shown.address)) wrong(url, `printed source: ${shown.address}`);
  if (shown.paper !== "rgb(255, 255, 255)") wrong(url, `printed on ${shown.paper}`);
}
await browser.close();
console.log("LOOKED " + JSON.stringify(counts));
