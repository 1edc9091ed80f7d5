// Practising by key, and hearing oneself. Cards are turned and graded without this; what is recorded leaves no browser.
"use strict";

(() => {
  const reveal = document.querySelector("details.reveal");
  if (!reveal) return;
  const say = (words) => {
    const status = document.getElementById("fl-status");
    status.textContent = words;
    setTimeout(() => status.textContent === words && (status.textContent = ""), 2500);
  };

  // Keys: space turns the card, 1 to 4 grade it -----------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, textarea, select, button, a, audio, summary") && event.key === " ") return;
    if (event.target.closest?.("input, textarea, select")) return;
    if (event.key === " " && !reveal.open) {
      event.preventDefault();
      reveal.open = true;
    } else if (/^[1-4]$/.test(event.key) && reveal.open) {
      event.preventDefault();
      reveal.querySelector(`.grades button[value="${event.key}"]`).click();
    }
  });

  // A grade that is pressed twice is sent once; the server would take it once as well. One that is not answered is said, and
  // can be given again: the card stays as it is.
  const ANSWER_MS = 10_000;
  const grades = reveal.querySelector(".grades");
  let sent = false;
  let left = false;

  async function send(grade) {
    const body = new URLSearchParams(new FormData(grades));
    body.set("grade", grade);
    try {
      const reply = await fetch(grades.action, { method: "POST", body, signal: AbortSignal.timeout(ANSWER_MS) });
      if (reply.ok) return location.assign(reply.url);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      unsent(page.querySelector(".banner")?.textContent || "Your grade was not noted. Give it again in a moment.");
    } catch {
      unsent("The server does not answer, so your grade was not noted. Give it again in a moment.");
    }
    sent = false;
  }

  function unsent(words) {
    let told = grades.querySelector(".banner");
    if (!told) {
      told = document.createElement("p");
      told.className = "banner";
      told.setAttribute("role", "alert");
      grades.prepend(told);
    }
    told.textContent = words;
  }

  grades.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sent) return;
    sent = true;
    send(event.submitter.value);
  });
  addEventListener("pageshow", () => (sent = left = false));

  reveal.addEventListener("toggle", () => {
    stop();
    button.hidden = reveal.open;
    if (!reveal.open) return;
    // On a phone the answer begins below the question, as high as it can.
    const small = matchMedia("(max-width: 47.99rem)").matches;
    document.querySelector(".practice .question").scrollIntoView({ block: small ? "start" : "nearest" });
  });

  // Recording -------------------------------------------------------------------------------------------------------

  const PIECE_MS = 200;
  const slot = document.querySelector("[data-recorder]");
  const button = slot.querySelector("[data-record]");
  const player = slot.querySelector("audio");
  let recorder;
  let address;

  async function record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return say("The browser lets no page listen here. Practise without, or allow the microphone.");
    }
    const pieces = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => {
      if (event.data.size) pieces.push(event.data);
      // It is told once something was heard.
      if (pieces.length === 1) button.dataset.hears = "true";
    });
    recorder.addEventListener("stop", () => {
      for (const track of stream.getTracks()) track.stop();
      delete button.dataset.hears;
      button.textContent = pieces.length ? "Record again" : "Record yourself";
      if (!left && pieces.length) keep(new Blob(pieces, { type: recorder.mimeType }));
    });
    forget();
    recorder.start(PIECE_MS);
    button.textContent = "Stop";
    say("Recording");
  }

  function stop() {
    if (recorder?.state === "recording") recorder.stop();
    offer();
  }

  function keep(said) {
    address = URL.createObjectURL(said);
    player.src = address;
    say("Recorded");
    offer();
  }

  // To be heard beside the answer, not before.
  function offer() {
    player.hidden = !address || !reveal.open;
  }

  function forget() {
    if (address) URL.revokeObjectURL(address);
    address = undefined;
    player.removeAttribute("src");
    player.hidden = true;
  }

  button.addEventListener("click", () => (recorder?.state === "recording" ? stop() : record()));
  // The next card knows nothing of it, and neither does whoever goes back.
  addEventListener("pagehide", () => {
    left = true;
    stop();
    forget();
  });
  slot.hidden = !(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);
})();
