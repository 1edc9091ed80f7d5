// A checklist in the browser: counts the ticks and keeps them in this tab, so that going back or reloading loses
// nothing. "Start over" forgets them. Nothing leaves the browser.
"use strict";

(() => {
  const forms = () => document.querySelectorAll("form[data-checklist]");
  const boxes = (form) => [...form.querySelectorAll("input[type=checkbox]")];
  const key = (form) => `fl-checklist:${form.dataset.checklist}`;

  // What is ticked, by checklist; storage may be forbidden, and then this tab remembers until it is left.
  const ticked = new Map();

  function remembered(form) {
    if (!ticked.has(key(form))) {
      try {
        ticked.set(key(form), JSON.parse(sessionStorage.getItem(key(form))) ?? []);
      } catch {
        ticked.set(key(form), []);
      }
    }
    return ticked.get(key(form));
  }

  function remember(form) {
    const names = boxes(form).filter((box) => box.checked).map((box) => box.name);
    ticked.set(key(form), names);
    try {
      if (names.length) sessionStorage.setItem(key(form), JSON.stringify(names));
      else sessionStorage.removeItem(key(form));
    } catch {}
    tell(form);
  }

  function tell(form) {
    const all = boxes(form);
    const tally = form.querySelector("output");
    tally.textContent = `${all.filter((box) => box.checked).length} of ${all.length}`;
    tally.hidden = false;
  }

  function restore() {
    for (const form of forms()) {
      const names = remembered(form);
      for (const box of boxes(form)) box.checked = names.includes(box.name);
      tell(form);
    }
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.dataset.checklist) remember(form);
  });
  // The event comes before the boxes are cleared.
  document.addEventListener("reset", (event) => {
    if (event.target.dataset.checklist) setTimeout(() => remember(event.target));
  });
  // A page that follows changes of the file draws its list anew.
  const main = document.getElementById("fl-main");
  if (main) new MutationObserver(restore).observe(main, { childList: true });
  // A browser that puts back forms does so after this script has run.
  addEventListener("pageshow", restore);
  restore();
})();
