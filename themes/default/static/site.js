// What happened on this day, from its own small file: pages stay the same from day to day.
"use strict";
for (const box of document.querySelectorAll("[data-on-this-day]")) {
  const now = new Date();
  const day = String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
  fetch(box.dataset.onThisDay + day + ".html")
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => {
      if (!text) return;
      box.append(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      box.hidden = false;
    })
    .catch(() => {});
}
