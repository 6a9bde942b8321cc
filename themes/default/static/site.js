// Two comforts; without them everything can be read and reached.
"use strict";

// What happened on this day, from its own small page: pages stay the same from day to day. The index of days
// tells whether there is one, so that nothing is asked for in vain.
const pageAt = async (url) => {
  const answer = await fetch(url);
  return new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
};
const fill = async (box) => {
  const now = new Date();
  const day = String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
  const days = box.dataset.days ? await pageAt(box.dataset.days) : document;
  if (!days.querySelector(`main a[href*="/${day}"]`)) return;
  const { body } = await pageAt(box.dataset.onThisDay + day + ".html");
  const heading = document.createElement("h2");
  heading.append(...body.querySelector("h1").childNodes);
  body.querySelector("h1").replaceWith(heading);
  box.append(...body.childNodes);
  box.hidden = false;
};
for (const box of document.querySelectorAll("[data-on-this-day]")) fill(box).catch(() => {});

// Long lists of terms, narrowed while one types.
for (const box of document.querySelectorAll(".filter")) {
  const [input, said] = [box.querySelector("input"), box.querySelector("output")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...document.querySelectorAll(".index li")].map((li) => [li, plain(li.textContent)]);
  const groups = [...document.querySelectorAll("section.index")];
  const letters = document.querySelector(".letters");
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
