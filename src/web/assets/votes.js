// Votes, uses and replies without leaving the place: forms are sent beside the page, and what they changed is put in from
// the answer. Without this script they are sent as forms, and lead back to where they stood.
"use strict";

(() => {
  // How long an answer is read until that counts as a use.
  const READ_MS = 20000;
  const TICK_MS = 1000;

  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
  const say = (words) => {
    const status = document.getElementById("fl-status");
    status.textContent = words;
    setTimeout(() => status.textContent === words && (status.textContent = ""), 2500);
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest?.("form[data-act]");
    if (!form || form.dataset.plain) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "true";
    const button = event.submitter;
    try {
      const body = new URLSearchParams(new FormData(form, button));
      const reply = await fetch(form.action, { method: "POST", body });
      const page = parsed(await reply.text());
      if (!reply.ok) throw new Error(reply.status);
      put(form, page);
      document.dispatchEvent(new Event("fl-voted"));
      say(form.matches(".vote") ? "Thank you. Noted" : "Noted");
    } catch (error) {
      // Nobody answered: what was typed stays where it is.
      if (error instanceof TypeError) return say("The server did not answer. Try again.");
      // The form as it is says what went wrong, and shows again what was typed.
      form.dataset.plain = "true";
      form.requestSubmit(button);
    } finally {
      delete form.dataset.sent;
    }
  });

  // Puts in what the form changed: an answer, the replies of a question, or what is asked on the start page.
  function put(form, page) {
    const outcome = form.closest(".voices");
    const replies = form.closest(".replies");
    if (outcome) putAnswer(outcome, page);
    else if (replies) replace(replies, page.querySelector(".replies"));
    else putAsked(form.closest(".line"), page);
  }

  function putAnswer(outcome, page) {
    const named = [...page.querySelectorAll(".voices")];
    const fresh = named.find((other) => other.dataset.answer === outcome.dataset.answer);
    if (!fresh) return location.reload();
    const [before, after] = [outcome, fresh].map((each) => each.closest("details").querySelector(".line-of-answer"));
    before.querySelector(".signal")?.remove();
    before.append(...after.querySelectorAll(".signal"));
    replace(outcome, fresh);
  }

  function putAsked(line, page) {
    const fresh = page.querySelector(".did-it")?.closest(".line");
    if (fresh) replace(line, fresh);
    else line.remove();
  }

  // The focus stays where something was pressed.
  function replace(before, fresh) {
    const held = before.contains(document.activeElement);
    const value = document.activeElement?.value;
    before.replaceWith(fresh);
    if (!held) return;
    const same = value && [...fresh.querySelectorAll("button[value]")].find((button) => button.value === value);
    (same || fresh.querySelector("button:enabled, summary, textarea"))?.focus({ preventScroll: true });
  }

  // Reading ---------------------------------------------------------------------------------------------------------
  // An answer that is unfolded and in sight, on a page that is looked at, is read. Told once a page.

  const read = new Map();

  function inSight(part) {
    const box = part.getBoundingClientRect();
    return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  }

  function tick() {
    if (document.visibilityState !== "visible") return;
    for (const body of document.querySelectorAll("details.answer[open] > .answer-body")) {
      const answer = body.querySelector(".voices")?.dataset.answer;
      if (!answer || !inSight(body)) continue;
      const before = read.get(answer) ?? 0;
      read.set(answer, before + TICK_MS);
      if (before < READ_MS && before + TICK_MS >= READ_MS) tell(answer);
    }
  }

  function tell(answer) {
    const told = new Blob([JSON.stringify({ answer, how: "dwell" })], { type: "application/json" });
    navigator.sendBeacon("/api/v1/uses", told);
  }

  setInterval(tick, TICK_MS);
})();
