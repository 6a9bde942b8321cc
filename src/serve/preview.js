// Keeps an open page as its sources are: loads it again when it would hold something else, exchanges style
// sheets without that, and shows what is wrong with the sources above the last good page.
(() => {
  const host = document.querySelector("newsgen-preview");
  if (!host) return;
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const own = { version: host.dataset.version, status: Number(host.dataset.status) };
  const here = location.pathname + location.search;
  const kept = (name, value) => {
    try {
      const before = sessionStorage.getItem("newsgen-" + name);
      if (value === null) sessionStorage.removeItem("newsgen-" + name);
      else if (value !== undefined) sessionStorage.setItem("newsgen-" + name, value);
      return before;
    } catch {
      return null;
    }
  };

  // The place on the page outlives loading it again.
  const [path, x, y] = JSON.parse(kept("place", null) ?? "[]");
  if (path === here) {
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }
  let leaving = false;
  const reload = (to) => {
    if (leaving) return;
    // Once for each: a page that is another each time it is made would never come to rest.
    const way = JSON.stringify([here, own.version, to]);
    if (to && kept("way") === way) return;
    kept("way", way);
    leaving = true;
    kept("place", JSON.stringify([here, scrollX, scrollY]));
    location.reload();
  };

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  let shown = "";
  let before = null;
  const clear = () => {
    const had = root.activeElement;
    root.querySelectorAll("#overlay, #chip").forEach((old) => old.remove());
    if (had && before?.isConnected) before.focus({ preventScroll: true });
  };
  const show = (troubles, more) => {
    const all = JSON.stringify([troubles, more]);
    if (all === shown) return;
    shown = all;
    clear();
    const count = troubles.length + more;
    if (count === 0) return void kept("closed", null);
    const title = count === 1 ? "1 error" : `${count} errors`;
    if (kept("closed") === all) return chip(title, troubles, more);
    overlay(title, troubles, more);
  };
  const chip = (title, troubles, more) => {
    const button = element("button", title, { id: "chip", type: "button" });
    button.onclick = () => {
      kept("closed", null);
      clear();
      overlay(title, troubles, more);
    };
    root.append(button);
  };
  const overlay = (title, troubles, more) => {
    const box = element("div", "", { id: "overlay", role: "alertdialog", "aria-labelledby": "title", "aria-describedby": "first", tabindex: "-1" });
    const close = element("button", "Close", { id: "close", type: "button" });
    close.onclick = () => {
      kept("closed", shown);
      clear();
      chip(title, troubles, more);
    };
    box.onkeydown = (event) => event.key === "Escape" && close.onclick();
    box.append(close, element("h2", title, { id: "title" }));
    troubles.forEach(({ message, place, text }, index) => {
      const section = element("section", "", index === 0 ? { id: "first" } : {});
      section.append(element("h3", message), element("p", place, { class: "place" }));
      // The rest of what stands on the terminal: excerpt and hint.
      const rest = text.split("\n").slice(1).filter((line) => !line.trimStart().startsWith("--> ")).join("\n");
      if (rest) section.append(element("pre", rest));
      box.append(section);
    });
    if (more > 0) box.append(element("p", `… and ${more} more`));
    before = document.activeElement;
    root.append(box);
    box.focus({ preventScroll: true });
  };

  // A style sheet's address without the hash of its bytes.
  const named = (path) => path.replace(/\.[0-9a-f]{8,}\.css$/, ".css");
  const plain = (path) => {
    try {
      return decodeURI(path);
    } catch {
      return path;
    }
  };
  const tags = new Map();
  const exchange = (sheets) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet]:not([data-newsgen-old])")) {
      const url = new URL(link.href);
      const at = plain(url.pathname);
      const [address, tag] = sheets.find(([address]) => named(address) === named(at)) ?? [];
      if (url.origin !== location.origin || !address) continue;
      const known = tags.get(link) ?? tag;
      tags.set(link, known);
      if (at === address && known === tag) continue;
      const fresh = link.cloneNode();
      fresh.href = encodeURI(address) + (tag ? "?" + tag : "");
      // The old one goes when the new one is there, so that the page is never without.
      link.dataset.newsgenOld = "";
      fresh.onload = fresh.onerror = () => link.remove();
      tags.set(fresh, tag);
      link.after(fresh);
    }
  };

  const heard = ({ version, status, sheets, troubles, more }) => {
    // A page that is there no more because of a mistake stays until that is mended.
    const lost = own.status === 200 && status !== 200 && troubles.length > 0;
    if (version === own.version) kept("way", null);
    else if (!lost) reload(version);
    if (leaving) return;
    show(troubles, more);
    exchange(sheets);
  };

  // Browsers allow few connections to one host: pages that nobody sees do without one.
  let source = null;
  let timer = 0;
  const listen = () => {
    clearTimeout(timer);
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source || source.readyState === EventSource.CLOSED) {
      source = new EventSource("/__newsgen/events?page=" + encodeURIComponent(location.pathname));
      source.onmessage = (event) => heard(JSON.parse(event.data));
      // It tries again by itself unless it was refused.
      source.onerror = () => {
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(listen, 1000);
      };
    }
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && reload());
  listen();
})();
