// Role plays: each tap on the rubric is kept at once, the clock counts the minutes, the link is copied. Without this script
// one button keeps all of it, and nothing else is missing.
"use strict";

(() => {
  const PAUSE_MS = 900;
  const AGAIN_MS = 5000;
  const ANSWER_MS = 10_000;
  const form = () => document.querySelector("form[data-scoring]");
  const body = (of) => new URLSearchParams(new FormData(of));
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  let waiting = 0;
  let dirty = false;
  // A keep that is under way, and what one sent without ever being answered: it may be kept, or not.
  let underWay = null;
  let unanswered = null;
  let leaves = false;
  // What is typed and not kept yet: a page that is drawn anew has it again.
  let typed = null;

  // Scoring ---------------------------------------------------------------------------------------------------------

  function changed(pause) {
    dirty = true;
    later(pause);
  }

  function later(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(keep, pause);
  }

  function keep() {
    const current = form();
    if (!current || underWay || !(dirty || unanswered)) return;
    underWay = send(current).then((pause) => {
      underWay = null;
      if (dirty || unanswered) later(pause);
    });
  }

  // What was not answered is sent once more as it was, before anything that came since. How long to wait before the next.
  async function send(current) {
    const sent = unanswered || new FormData(current);
    if (!unanswered) dirty = false;
    unanswered = sent;
    try {
      const [method, signal] = ["POST", AbortSignal.timeout(ANSWER_MS)];
      const reply = await fetch(current.action, { method, signal, body: new URLSearchParams(sent) });
      const page = parsed(await reply.text());
      if (reply.ok) put(sent, page);
      else say(page.querySelector(".banner")?.textContent || "Not kept. Press the button to see why.");
      if (reply.status >= 500) return AGAIN_MS;
      unanswered = null;
      return 0;
    } catch {
      say("Not kept yet: the server does not answer. It is tried again.");
      return AGAIN_MS;
    }
  }

  // What the form is compared with is what is kept now; what was chosen and typed meanwhile stays.
  function put(sent, page) {
    const [current, fresh] = [form(), page.querySelector("form[data-scoring]")];
    if (!current || !fresh) return location.reload();
    const note = current.elements.note;
    const untouched = note.value === sent.get("note");
    if (untouched && note.value !== fresh.elements.note.value) note.value = fresh.elements.note.value;
    // Who types on has not seen what came from elsewhere: the server puts both together then.
    current.elements["was-note"].value = untouched ? fresh.elements["was-note"].value : sent.get("note");
    if (untouched) typed = null;
    for (const [before, after] of pairs(current, fresh)) {
      const was = after.querySelector("input[type=hidden]");
      before.querySelector("input[type=hidden]")?.remove();
      if (!was) continue;
      before.append(was);
      const known = before.querySelector("input:checked");
      const elsewhere = !known || (known.value === sent.get(known.name) && known.value !== was.value);
      if (elsewhere) before.querySelector(`input[type=radio][value="${was.value}"]`).checked = true;
    }
    say(fresh.querySelector(".score-told").textContent, fresh.querySelector(".score-told"));
  }

  function pairs(current, fresh) {
    const after = [...fresh.querySelectorAll(".behaviour")];
    return [...current.querySelectorAll(".behaviour")].map((before, at) => [before, after[at]]).filter(([, to]) => to);
  }

  function say(words, drawn) {
    const told = form()?.querySelector(".score-told");
    if (!told || told.textContent === words) return;
    if (drawn) told.replaceChildren(...drawn.childNodes);
    else told.textContent = words;
  }

  document.addEventListener("change", (event) => {
    if (event.target.form?.matches("[data-scoring]") && event.target.type === "radio") changed(0);
  });
  document.addEventListener("input", (event) => {
    if (!event.target.form?.matches("[data-scoring]") || event.target.name !== "note") return;
    typed = event.target.value;
    changed(PAUSE_MS);
  });
  // The button waits for the keep that is under way: what it sends is compared with what that kept.
  document.addEventListener("submit", async (event) => {
    const current = event.target;
    if (!current.matches?.("[data-scoring]")) return;
    if (underWay) {
      event.preventDefault();
      await underWay;
      if (current.isConnected) current.requestSubmit();
      return;
    }
    clearTimeout(waiting);
    leaves = true;
  });
  document.addEventListener("formdata", (event) => {
    if (unanswered && event.target.matches("[data-scoring]")) event.formData.set("tried-note", unanswered.get("note"));
  });
  addEventListener("pageshow", () => (leaves = false));
  addEventListener("pagehide", () => {
    if (!leaves && (dirty || unanswered) && form()) navigator.sendBeacon(form().action, body(form()));
  });

  // The clock -------------------------------------------------------------------------------------------------------
  // It runs on when the page is loaded again; nothing ends with it.

  const begun = new Map();
  const key = (clock) => `fl-play:${clock.dataset.clock}`;

  function start(clock) {
    if (!begun.has(key(clock))) {
      let kept = 0;
      try {
        kept = Number(sessionStorage.getItem(key(clock)));
      } catch {}
      if (kept) begun.set(key(clock), kept);
    }
    return begun.get(key(clock));
  }

  function tick() {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const at = start(clock);
      clock.querySelector("button").hidden = Boolean(at);
      if (!at) continue;
      const left = Math.round(Number(clock.dataset.minutes) * 60 - (Date.now() - at) / 1000);
      const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
      const words = `${minutes}:${String(seconds).padStart(2, "0")} ${left < 0 ? "over" : "left"}`;
      const face = clock.querySelector("[role=timer]");
      if (face.textContent !== words) face.textContent = words;
    }
  }

  document.addEventListener("click", (event) => {
    const clock = event.target.closest?.("[data-clock]");
    if (clock && event.target.matches("button")) {
      begun.set(key(clock), Date.now());
      try {
        sessionStorage.setItem(key(clock), String(Date.now()));
      } catch {}
      clock.querySelector("[role=timer]").tabIndex = -1;
      clock.querySelector("[role=timer]").focus();
      tick();
    }
    const share = event.target.closest?.("[data-share]");
    if (share) {
      const link = document.getElementById(share.dataset.share).textContent.trim();
      navigator.clipboard?.writeText(link).then(() => (share.textContent = "Copied"), () => {});
    }
  });

  function dress() {
    for (const share of document.querySelectorAll("[data-share]")) share.hidden = !navigator.clipboard;
    const note = form()?.elements.note;
    if (note && typed !== null && note.value !== typed) {
      note.value = typed;
      changed(PAUSE_MS);
    }
    tick();
  }

  // A page that follows changes of the entry is drawn anew.
  const main = document.getElementById("fl-main");
  if (main) new MutationObserver(dress).observe(main, { childList: true });
  setInterval(tick, 1000);
  dress();
  const current = form();
  if (current) current.dataset.ready = "true";
})();
