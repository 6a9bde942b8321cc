// Looks at a preview in headless Chromium while its sources are edited, and prints what is wrong, a line each, then DONE.
// node serve.mjs CHROMIUM MODULES BASE SITE; it prints RESTART and reads a line when the server is to be begun anew.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync, rmSync, mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import path from "node:path";

const [executablePath, modules, base, site] = process.argv.slice(2);
const require = createRequire(path.resolve(modules, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
let step = "";
const wrong = (what) => console.log(`WRONG ${step}: ${what}`);
const same = (found, expected, what) => found === expected || wrong(`${what}: ${found} and not ${expected}`);

const write = (name, text) => {
  mkdirSync(path.dirname(path.join(site, name)), { recursive: true });
  writeFileSync(path.join(site, name), text);
};
const article = (name, text, more = "") => write(`content/${name}.md`, `---\ntitle: ${name}\ndate: 2025-01-12\n${more}---\n\n${text}\n`);
const long = (text) => Array.from({ length: 80 }, (_, n) => `Paragraph ${n} of a long article.`).join("\n\n") + `\n\n${text}`;

const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
page.setDefaultTimeout(60000);
page.on("pageerror", (error) => wrong(`script: ${error.message}`));
// axe itself sets styles, which the policy forbids.
let axing = false;
page.on("console", (said) => said.text().includes("Content Security Policy") && !axing && wrong(said.text()));
const shows = (text) => page.waitForFunction((text) => document.body.innerText.includes(text), text);
const mark = () => page.evaluate(() => { window.marked = true; });
const marked = () => page.evaluate(() => window.marked === true);
const overlay = page.getByRole("alertdialog");
const open = async (address) => {
  await page.goto(base + address);
  // From then on the page is told of changes.
  await page.waitForFunction(() => performance.getEntriesByType("resource").some((e) => e.name.endsWith("/preview.js")));
};

step = "an edit is shown";
await open("/2025/01/12/one/");
await mark();
article("one", "Edited text.");
await shows("Edited text.");
same(await marked(), false, "the page was loaded again");

step = "another article's edit changes nothing here";
await mark();
article("two", "Other text.");
article("one", "Edited once more.");
await shows("Edited once more.");

step = "the place on the page is kept";
article("one", long("The end."));
await shows("The end.");
await page.evaluate(() => scrollTo(0, 1200));
article("one", long("The new end."));
await shows("The new end.");
await page.waitForFunction(() => Math.abs(scrollY - 1200) < 5);

step = "style sheets are exchanged";
await mark();
const colour = () => page.evaluate(() => getComputedStyle(document.body).outlineColor);
write("static/style.css", "body { outline: 1px solid rgb(1, 2, 3) }");
await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(1, 2, 3)");
write("static/style.css", "body { outline: 1px solid rgb(4, 5, 6) }");
await page.waitForFunction(() => getComputedStyle(document.body).outlineColor === "rgb(4, 5, 6)");
await page.waitForFunction(() => document.querySelectorAll("link[rel~=stylesheet]").length === 1);
same(await marked(), true, "without loading the page again");
same(await page.evaluate(() => Math.abs(scrollY - 1200) < 5), true, "where it was");
await page.reload();
same(await colour(), "rgb(4, 5, 6)", "and after it");
rmSync(path.join(site, "static/style.css"));
await page.waitForFunction(() => getComputedStyle(document.body).outlineColor !== "rgb(4, 5, 6)");

step = "a mistake elsewhere";
await mark();
await page.evaluate(() => document.querySelector("a").focus());
write("content/two.md", "---\ntitle: <b>two</b>\ndate: <img src=x onerror=alert(1)>\n---\n\nText.\n");
await overlay.waitFor();
const text = await overlay.innerText();
for (const part of ["1 error", "content/two.md:3:7", "<img src=x onerror=alert(1)>", "hint:"]) text.includes(part) || wrong(`no ${part} in ${text}`);
same(await overlay.locator("img").count(), 0, "pictures in the overlay");
axing = true;
for (const colorScheme of ["light", "dark"]) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({ include: [["newsgen-preview"]] }));
  found.violations.forEach((v) => wrong(`${colorScheme}: ${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(" | ")}`));
  found.passes.length > 3 || wrong("axe looked at nothing");
}
axing = false;
same(await page.evaluate(() => document.querySelector("newsgen-preview").shadowRoot.activeElement?.id), "overlay", "has the focus");
await page.keyboard.press("Escape");
same(await overlay.count(), 0, "closed by Escape");
await page.getByRole("button", { name: "1 error" }).click();
await overlay.waitFor();
await page.getByRole("button", { name: "Close" }).click();
same(await overlay.count(), 0, "closed by its button");
await open("/2025/01/12/one/");
await page.getByRole("button", { name: "1 error" }).waitFor();
same(await overlay.count(), 0, "closed on the next page too");
await page.getByRole("button", { name: "1 error" }).click();
await mark();
article("two", "Mended.");
await page.waitForFunction(() => !document.querySelector("newsgen-preview").shadowRoot.querySelector("#overlay, #chip"));
// Its neighbour is there again, so the page is another.
await page.waitForFunction(() => window.marked !== true || document.body.innerText.includes("two"));

step = "a mistake in the article itself";
await shows("The new end.");
await mark();
write("content/one.md", "---\ntitle: one\ndate: soon\n---\n\nText.\n");
await overlay.getByText("content/one.md:3:7").waitFor();
same(await marked(), true, "the last good page stays");
article("one", "Mended text.");
await shows("Mended text.");
same(await overlay.count(), 0, "the overlay is gone");

step = "a mistake in a template";
await mark();
write("templates/article.html", "{% extends \"theme/article.html\" %}\n{% block article_footer %}{{ article.title.x.y }}{% endblock %}");
await overlay.getByText("templates/article.html:2:").first().waitFor();
same(await marked(), true, "the last good page stays");
await page.goto(base + "/2025/01/12/two/");
await overlay.getByText("templates/article.html:2:").first().waitFor();
write("templates/article.html", "{% extends \"theme/article.html\" %}\n{% block article_footer %}A footer.{% endblock %}");
await shows("A footer.");
same(await overlay.count(), 0, "the overlay is gone");

step = "a mistake in the settings";
await mark();
const settings = readFileSync(path.join(site, "site.toml"), "utf8");
write("site.toml", settings + "titel = 1\n");
await overlay.getByText("site.toml:").first().waitFor();
write("site.toml", settings);
await page.waitForFunction(() => !document.querySelector("newsgen-preview").shadowRoot.querySelector("#overlay"));
same(await marked(), true, "nothing else happened");

step = "an article that is not there yet";
await open("/2025/01/12/three/");
article("three", "It came.");
await shows("It came.");

step = "marks";
await open("/2025/01/12/draft/");
same(await page.getByText("Draft", { exact: true }).isVisible(), true, "of a draft");
const plain = await browser.newPage({ javaScriptEnabled: false });
await plain.goto(base + "/2025/01/12/draft/");
same(await plain.getByText("Draft", { exact: true }).isVisible(), true, "without scripts");
await plain.goto(base + "/2025/01/12/one/");
same(await plain.locator("#marks").count(), 0, "of what is published");

step = "many pages";
const more = await Promise.all(Array.from({ length: 8 }, () => browser.newPage()));
for (const other of more) await other.goto(base + "/2025/01/12/one/");
await Promise.all(more.map((other) => other.close()));

step = "the server begun anew";
await open("/2025/01/12/one/");
console.log("RESTART");
for await (const _ of createInterface({ input: process.stdin })) break;
await shows("After the restart.");

console.log("DONE");
await browser.close();
process.exit(0);
