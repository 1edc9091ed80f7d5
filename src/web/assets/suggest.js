// Writing: what is typed is kept as a draft and shown as it will look, while one types. Without this script a button does both.
"use strict";

(() => {
  const PAUSE_MS = 900;
  const form = document.getElementById("fl-write");
  if (!form) return;
  const text = document.getElementById("fl-text");
  const kept = document.getElementById("fl-kept");
  const PATIENCE_MS = 20000;
  let waiting = 0;
  let keeping = null;
  let dirty = false;
  let leaving = false;

  // What is in the field and not in a form of its own: another answer is put in by its button.
  function body() {
    const data = new FormData(form);
    for (const name of ["picture", "name", "respond", "confirm"]) data.delete(name);
    data.set("do", "preview");
    return new URLSearchParams(data);
  }

  // One at a time: an older text that comes behind a newer one would be kept in its place.
  async function keep() {
    waiting = 0;
    if (keeping) return;
    dirty = false;
    keeping = post();
    await keeping;
    keeping = null;
  }

  async function post() {
    try {
      const reply = await fetch(form.action, { method: "POST", body: body(), signal: AbortSignal.timeout(PATIENCE_MS) });
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (leaving) return;
      // What was typed meanwhile is next.
      if (dirty && !waiting) waiting = setTimeout(keep, PAUSE_MS);
      // What was not kept is sent once more by whoever leaves.
      if (reply.status >= 500) dirty = true;
      for (const id of ["fl-draft", "fl-conflict"]) put(document.getElementById(id), page.getElementById(id));
      kept.textContent = reply.ok ? "Draft kept." : page.querySelector(".banner")?.textContent ?? "The draft could not be kept.";
    } catch {
      dirty = true;
      kept.textContent = "The server does not answer. What you typed is here, and nowhere else yet.";
    }
  }

  // Nothing is put in where the focus is: somebody reads there.
  function put(before, fresh) {
    if (before && fresh && !before.contains(document.activeElement)) before.replaceWith(fresh);
  }

  form.addEventListener("input", (event) => {
    if (event.target !== text && event.target.name !== "note") return;
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE_MS);
  });

  // What is being kept comes first: behind what is sent, it would be a draft of something that is done.
  let going = false;
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = 0;
    if (keeping) {
      event.preventDefault();
      if (!going) keeping.then(() => setTimeout(() => ((going = false), form.requestSubmit(event.submitter))));
      going = true;
      return;
    }
    // Whoever downloads stays.
    leaving = event.submitter?.value !== "download";
    dirty = false;
  });

  // Whoever leaves within the pause loses nothing either. What is under way ends with the page.
  addEventListener("pagehide", () => (dirty || keeping) && navigator.sendBeacon(form.action, body()));
  addEventListener("pageshow", () => (leaving = false));

  // A picture is shown as soon as it is chosen; its button does the same.
  const file = document.getElementById("fl-picture");
  const addPicture = form.querySelector("button[value='picture']");
  file.addEventListener("change", async () => {
    if (!file.files.length || keeping) return;
    const data = new FormData(form);
    for (const name of ["name", "respond", "confirm"]) data.delete(name);
    data.set("do", "picture");
    addPicture.disabled = true;
    // Two would keep one text each, and nobody knows which comes last.
    keeping = fetch(form.action, { method: "POST", body: data, signal: AbortSignal.timeout(PATIENCE_MS) })
      .then(async (reply) => {
        const page = new DOMParser().parseFromString(await reply.text(), "text/html");
        for (const id of ["fl-draft", "fl-coming"]) put(document.getElementById(id), page.getElementById(id));
        kept.textContent = reply.ok ? "Picture added." : page.querySelector(".banner")?.textContent ?? "The picture could not be added.";
        if (reply.ok) file.value = "";
      })
      .catch(() => (kept.textContent = "The server does not answer. The picture was not added."));
    await keeping;
    keeping = null;
    addPicture.disabled = false;
    if (dirty && !waiting) waiting = setTimeout(keep, PAUSE_MS);
  });

  // A name goes in where the cursor is.
  const name = document.getElementById("fl-name-of");
  const insert = document.getElementById("fl-insert");
  insert.hidden = false;
  const add = () => {
    if (!name.value) return;
    text.setRangeText(name.value, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    name.value = "";
    text.focus();
  };
  insert.addEventListener("click", add);
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    add();
  });

  // A finding leads to its line.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-line]");
    if (!link) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const line = Math.min(Number(link.dataset.line), lines.length) - 1;
    const start = lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + lines[line].length);
    text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, line - 3);
  });

  form.dataset.ready = "true";
})();
