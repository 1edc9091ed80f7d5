// What was opened lately in this browser: noted where an entry is read, listed where nothing is typed yet. It is kept by
// the browser alone and never sent; without this script, or where storage is forbidden, there is no list.
"use strict";

(() => {
  const KEY = "fl-lately";
  const MOST = 5;
  const LONGEST = 200;

  const isNoted = (each) => typeof each?.name === "string" && /^\/[^/\\]/.test(each.at);

  function read() {
    try {
      const known = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(known) ? known.filter(isNoted).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  function write(known) {
    try {
      if (known.length) localStorage.setItem(KEY, JSON.stringify(known.slice(0, MOST)));
      else localStorage.removeItem(KEY);
    } catch {}
  }

  // An address that no longer leads to an entry is forgotten.
  function note() {
    const at = location.pathname;
    const name = document.querySelector("#fl-answer h1")?.textContent.trim().slice(0, LONGEST);
    const others = read().filter((each) => each.at !== at);
    if (name) write([{ at, name }, ...others]);
    else if (others.length < read().length) write(others);
  }

  function list() {
    const line = document.querySelector("#fl-results > .ahead");
    if (!line?.parentElement.querySelector(":scope > .start")) return;
    const known = read();
    line.replaceChildren();
    if (!known.length) return;
    const items = document.createElement("ul");
    items.className = "ahead-list";
    items.setAttribute("aria-label", "Opened lately");
    items.append(item("Opened lately", "ahead-name"), ...known.map(link));
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "ahead-clear";
    clear.textContent = "Clear";
    clear.setAttribute("aria-label", "Clear the list of what was opened lately");
    clear.addEventListener("click", () => {
      write([]);
      list();
      document.getElementById("fl-field").focus();
    });
    line.append(items, clear);
  }

  function item(content, name) {
    const item = document.createElement("li");
    if (name) item.className = name;
    item.append(content);
    return item;
  }

  function link({ at, name }) {
    const link = document.createElement("a");
    link.href = at;
    link.dir = "auto";
    link.textContent = name;
    return item(link);
  }

  note();
  list();
  document.addEventListener("fl-shown", list);
  addEventListener("pageshow", (event) => event.persisted && list());
})();
