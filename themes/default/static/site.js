// What happened on this day, from its own small file: pages stay the same from day to day.
"use strict";
const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
const link = (url, text) => Object.assign(element("a", text), { href: url });
for (const box of document.querySelectorAll("[data-on-this-day]")) {
  const now = new Date();
  const day = String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
  fetch(box.dataset.onThisDay + day + ".json")
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((found) => {
      if (!found) return;
      const heading = element("h2", "");
      heading.append(link(found.url, "On this day, " + found.day));
      const list = document.createElement("ul");
      for (const article of found.articles) {
        const item = document.createElement("li");
        item.append(element("span", article.year), " ", link(article.url, article.title));
        list.append(item);
      }
      box.append(heading, list);
      box.hidden = false;
    })
    .catch(() => {});
}
