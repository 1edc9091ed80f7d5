// Tells the server what was searched for and whether it helped: once typing has paused or something was done, never with
// every key, and never so that anything waits for it. Without this script, each search that is sent counts.
"use strict";

(() => {
  const field = document.getElementById("fl-field");
  if (!field) return;
  const PAUSE = 1500;
  const TICK = 500;
  const FIRST = 4000;
  const OPENED = 8000;
  const phone = matchMedia("(pointer: coarse)").matches;

  // One after the other, so that what was seen never arrives before what it was found by.
  let line = Promise.resolve();
  function tell(path, pairs) {
    const body = new URLSearchParams(pairs);
    line = line.then(() => fetch(path, { method: "POST", body, keepalive: true })).catch(() => {});
  }

  // What was asked -----------------------------------------------------------------------------------------------------

  const results = () => document.getElementById("fl-results");
  const question = () => new URLSearchParams(new FormData(field.form)).toString();
  // The server knows what the page itself was asked.
  let told = location.pathname === "/search" ? question() : "";
  let pause;

  function ask() {
    clearTimeout(pause);
    const pairs = question();
    const text = field.value.trim();
    if (!text || pairs === told || results()?.dataset.query !== field.value) return;
    told = pairs;
    tell("/api/v1/searched", `${pairs}&surface=${phone ? "phone" : "page"}`);
  }

  document.addEventListener("fl-shown", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
  field.form.addEventListener("submit", ask, true);
  document.addEventListener("click", (event) => event.target.closest?.("#fl-results") && ask(), true);

  // What was seen ------------------------------------------------------------------------------------------------------

  const from = document.referrer.startsWith(location.origin) && new URL(document.referrer).pathname;
  const found = from === "/" || from === "/search";
  let look = null;

  // The entry that is open: beside results, or on its own page where a search led to it.
  function open() {
    if (results()) {
      const entry = document.getElementById("fl-open")?.dataset.id;
      const first = document.querySelector("#fl-list a.row");
      return entry && { entry, asked: results().dataset.query, first: first?.classList.contains("is-selected") };
    }
    const entry = found && document.getElementById("fl-answer")?.dataset.id;
    return entry && { entry, asked: "", first: false };
  }

  function seen() {
    if (!look || look.told) return;
    look.told = true;
    ask();
    tell("/api/v1/seen", { entry: look.entry, ms: look.ms, first: look.first });
  }

  setInterval(() => {
    const now = open();
    if (!now) return (look = null);
    const same = look && ["entry", "asked", "first"].every((name) => look[name] === now[name]);
    if (!same) look = { ...now, ms: 0, told: false };
    else if (!document.hidden) look.ms += TICK;
    if (look.ms >= (look.first ? FIRST : OPENED)) seen();
  }, TICK);

  // Whoever leaves an entry soon has not read it.
  addEventListener("pagehide", () => {
    if (look && !look.first && !results()) seen();
  });

  // "Not what I need" -----------------------------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.not-this");
    if (form) form.elements.q.value ||= field.value.trim();
  });
})();
