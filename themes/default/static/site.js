// Two comforts; without them everything can be read and reached.
"use strict";

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
const link = (url, text) => Object.assign(element("a", text), { href: url });

// What happened on this day, from its own small file: pages stay the same from day to day. The index of days
// tells whether there is one, so that nothing is asked for in vain.
const indexAt = async (url) => {
  const answer = await fetch(url);
  return new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
};
const fill = async (box) => {
  const now = new Date();
  const day = String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
  const days = box.dataset.days ? await indexAt(box.dataset.days) : document;
  if (!days.querySelector(`main a[href*="/${day}"]`)) return;
  const found = await (await fetch(box.dataset.onThisDay + day + ".json")).json();
  const heading = element("h2", "");
  heading.append(link(found.url, "{{ strings.on_this_day }}{{ strings.list_comma }}" + found.day));
  const list = Object.assign(element("ul", ""), { className: "plain-list" });
  for (const article of found.articles) {
    const item = element("li", "");
    item.append(element("span", article.year), " ", link(article.url, article.title));
    list.append(item);
  }
  box.append(heading, list);
  box.hidden = false;
};
for (const box of document.querySelectorAll("[data-on-this-day]")) fill(box).catch(() => {});

// Long lists of terms, narrowed while one types.
for (const box of document.querySelectorAll(".filter")) {
  const [input, said] = [box.querySelector("input"), box.querySelector("output")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...document.querySelectorAll(".index li")].map((li) => [li, plain(li.textContent)]);
  const groups = [...document.querySelectorAll("section.index")];
  const letters = document.querySelector(".letters[data-filtered]");
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    let found = 0;
    for (const [li, text] of items) {
      li.hidden = !text.includes(wanted);
      if (!li.hidden) found++;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    if (letters) letters.hidden = wanted !== "";
    said.textContent = wanted ? found : "";
  });
  box.hidden = false;
}
