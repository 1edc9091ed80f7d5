// Fieldlore in the browser: searches while one types, moves and opens by key, copies, follows changes.
// Every page works without it: forms and links do the same, a little slower.
"use strict";

(() => {
  const field = document.getElementById("fl-field");
  const main = document.getElementById("fl-main");
  if (!field || !main) return;
  const form = field.form;
  const byId = (id) => document.getElementById(id);
  const results = () => byId("fl-results");
  const rows = () => [...document.querySelectorAll("#fl-list a.row")];
  const selected = () => document.querySelector("#fl-list a.row.is-selected");
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

  // Words for everybody ---------------------------------------------------------------------------------------------

  let silence;
  function say(words) {
    byId("fl-status").textContent = words;
    clearTimeout(silence);
    silence = setTimeout(() => (byId("fl-status").textContent = ""), 2500);
  }

  // What was asked last, for the pages that follow; storage may be forbidden.
  function remember(last) {
    try {
      sessionStorage.setItem("fl-last", JSON.stringify(last));
    } catch {}
  }
  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem("fl-last")) || { q: "", at: "/" };
    } catch {
      return { q: "", at: "/" };
    }
  }

  // Searching while one types ---------------------------------------------------------------------------------------
  // Each question has a number. A reply is shown only while its number is the newest, so a slow reply never replaces a
  // newer one; and Enter waits for the newest reply before it opens anything.

  let newest = 0;
  let shown = 0;
  let openWhenShown = false;
  let asked = field.value;
  let asking;
  let here = location.pathname + location.search;
  let lastHtml = results()?.outerHTML;

  function question() {
    const pairs = new URLSearchParams(new FormData(form));
    if (!field.value.trim()) pairs.delete("q");
    return pairs.toString();
  }

  async function search() {
    const number = ++newest;
    const pairs = question();
    asked = field.value;
    asking?.abort();
    asking = new AbortController();
    openWhenShown = false;
    try {
      const reply = await fetch(`/search/results?${pairs}`, { signal: asking.signal });
      if (!reply.ok) throw new Error(reply.status);
      const html = await reply.text();
      whenReleased(() => {
        if (number !== newest) return;
        shown = number;
        show(html, pairs ? `/search?${pairs}` : "/");
      });
    } catch (error) {
      if (number !== newest || error.name === "AbortError") return;
      shown = number;
      openWhenShown = false;
      say("The search did not answer. Enter tries again.");
    }
  }

  function show(html, at, changed = false) {
    const fresh = parsed(html).getElementById("fl-results");
    if (!fresh) return;
    const before = results();
    const was = changed && selected()?.dataset.id;
    const again = was && [...fresh.querySelectorAll("#fl-list a.row")].find((row) => row.dataset.id === was);
    lastHtml = html;
    if (again) keepChosen(fresh, again);
    else if (!changed) keepOpen(fresh);
    if (before) before.replaceWith(fresh);
    else main.replaceChildren(fresh);
    if (at !== here) {
      // The first step away from another page is a step back to it; after that the address follows the typing.
      history[before ? "replaceState" : "pushState"](null, "", at);
      here = at;
    }
    remember({ q: field.value, at });
    document.title = [field.value.trim(), document.querySelector(".brand").textContent].filter(Boolean).join(" · ");
    dress();
    if (again) select(again, true);
    if (!changed) byId("fl-count").textContent = document.querySelector(".tallied")?.textContent ?? "";
    document.dispatchEvent(new Event("fl-shown"));
    if (openWhenShown) openSelected();
  }

  // The open entry stays as it is, with its unfolded answers, while it stays the first.
  function keepOpen(fresh) {
    const [before, after] = [byId("fl-open"), fresh.querySelector("#fl-open")];
    if (!before || !after) return;
    const same = ["id", "part"].every((name) => before.dataset[name] === after.dataset[name]);
    if (same) after.replaceWith(before);
  }

  // When the content has changed, the row that was chosen stays chosen, and what it opened stays until the new state of
  // it is here.
  function keepChosen(fresh, row) {
    for (const each of fresh.querySelectorAll("#fl-list a.row")) each.classList.toggle("is-selected", each === row);
    const before = byId("fl-open");
    if (before) fresh.querySelector("#fl-open")?.replaceWith(before);
  }

  // While something is pressed, nothing is replaced under the finger: a click needs what was pressed.

  let pressed = false;
  let held = null;

  function whenReleased(change) {
    if (pressed) held = change;
    else change();
  }

  function release() {
    const change = held;
    pressed = false;
    held = null;
    change?.();
  }

  let releasing;
  document.addEventListener("pointerdown", (event) => {
    clearTimeout(releasing);
    pressed = Boolean(event.target.closest?.("#fl-results"));
  });
  for (const [end, after] of Object.entries({ pointerup: 100, pointercancel: 0, click: 0 })) {
    document.addEventListener(end, () => {
      clearTimeout(releasing);
      releasing = setTimeout(release, after);
    });
  }

  // Makes a list of links into a list box of the field.
  function dress() {
    const list = byId("fl-list");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", String(Boolean(list)));
    field.removeAttribute("aria-activedescendant");
    if (!list) return field.removeAttribute("aria-controls");
    field.setAttribute("aria-controls", "fl-list");
    list.setAttribute("role", "listbox");
    for (const item of list.children) item.setAttribute("role", "presentation");
    for (const row of rows()) row.setAttribute("role", "option");
    mark(selected());
  }

  function mark(row) {
    for (const each of rows()) {
      each.classList.toggle("is-selected", each === row);
      each.setAttribute("aria-selected", String(each === row));
    }
    if (row) field.setAttribute("aria-activedescendant", row.id);
  }

  // Moving and opening ----------------------------------------------------------------------------------------------

  let pieces = new Map();
  let opening = 0;

  function move(step) {
    const all = rows();
    if (!all.length) return null;
    const to = all[Math.min(all.length - 1, Math.max(0, all.indexOf(selected()) + step))];
    select(to);
    return to;
  }

  // Beside the list the row is brought into view; above it, the answer that the row opens.
  function reveal(row) {
    const beside = matchMedia("(min-width: 62.5rem)").matches;
    if (beside) row.scrollIntoView({ block: "nearest" });
    else byId("fl-open")?.scrollIntoView({ block: "start" });
  }

  // `still`: the page does not scroll to what is chosen.
  async function select(row, still = false) {
    mark(row);
    if (!still) reveal(row);
    const number = ++opening;
    const address = row.dataset.open;
    const known = pieces;
    if (!known.has(address)) {
      try {
        const reply = await fetch(address);
        if (!reply.ok) return;
        known.set(address, await reply.text());
      } catch {
        return;
      }
    }
    const piece = parsed(known.get(address)).getElementById("fl-open");
    if (number === opening && selected() === row && piece) whenReleased(() => open(piece));
  }

  // Opens an entry; another state of the one that is open is unfolded and scrolled alike.
  function open(piece) {
    const before = byId("fl-open");
    if (!before) return;
    const same = before.dataset.id === piece.dataset.id;
    const [unfolded, down] = [same ? unfoldedIn(before) : new Set(), same ? before.scrollTop : 0];
    before.replaceWith(piece);
    for (const details of piece.querySelectorAll("details")) details.open ||= unfolded.has(nameOf(details));
    piece.scrollTop = down;
  }

  // An answer is known by its anchor: its line also tells how it does, and that changes.
  const nameOf = (details) =>
    details.querySelector(":scope > .answer-body")?.id ?? details.querySelector("summary")?.textContent;
  const unfoldedIn = (part) => new Set([...part.querySelectorAll("details[open]")].map(nameOf));

  function openSelected() {
    openWhenShown = false;
    const row = selected();
    if (row) location.assign(row.href);
  }

  // The field -------------------------------------------------------------------------------------------------------
  // While an input method composes, nothing is searched and Enter belongs to it. Keyboards of Android compose every
  // word, so there letters are searched as they come, and Enter is Enter.

  const composesAlways = /Android/i.test(navigator.userAgent);
  let composing = false;
  let enterOfInputMethod = false;

  const composes = (event) => !composesAlways && (composing || event.isComposing || event.keyCode === 229);

  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => {
    composing = false;
    if (asked !== field.value) search();
  });
  field.addEventListener("input", (event) => {
    if (!composes(event)) search();
  });

  field.addEventListener("keydown", (event) => {
    enterOfInputMethod = event.key === "Enter" && composes(event);
    if (composes(event) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (newest === shown) move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === (getComputedStyle(field).direction === "rtl" ? "ArrowLeft" : "ArrowRight")) {
      if (takeFirst()) event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!field.value) return;
      field.value = "";
      search();
    }
  });

  // What the line below the field offers: the first by the arrow that leads beyond the end of the text, each by a click.
  // With JavaScript they are put into the field; without, they are links to the same search.

  function takeFirst() {
    const atEnd = field.value && field.selectionStart === field.value.length;
    const link = results()?.querySelector(".ahead a[data-take]");
    if (!atEnd || !link || newest !== shown || results().dataset.query !== field.value) return false;
    take(link.dataset.take);
    return true;
  }

  function take(text) {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    field.scrollLeft = field.scrollWidth;
    search();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#fl-results > .ahead a[data-take]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!matchMedia("(pointer: coarse)").matches) field.focus();
    take(link.dataset.take);
  });

  form.addEventListener("submit", (event) => {
    const last = remembered();
    if (composes(event) || enterOfInputMethod) return event.preventDefault();
    if (newest !== shown) {
      event.preventDefault();
      openWhenShown = true;
    } else if (results() && results().dataset.query === field.value) {
      event.preventDefault();
      // On a phone the key only puts the keyboard away: the first answer is open above the list already. Another
      // that was chosen is opened as everywhere.
      if (matchMedia("(pointer: coarse)").matches && selected() === rows()[0]) field.blur();
      else openSelected();
    } else if (!results() && last.q === field.value) {
      event.preventDefault();
      location.assign(last.at);
    }
  });

  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#fl-list a.row");
    if (row && row !== selected()) select(row);
  });

  // Keys everywhere else --------------------------------------------------------------------------------------------

  let opened;
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches?.("details.answer") && event.target.open) opened = event.target;
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || composes(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (act(event.key, event.target)) event.preventDefault();
  });

  // Does what a key says; whether it says anything.
  function act(key, target) {
    if (key === "/") return focusField();
    if (key === "?") return location.assign(document.querySelector('.site a[href="/help"]')?.href ?? "/help"), true;
    if (key === "c") return copyOpen();
    if (key === "u") return useOpen();
    if (key === "n") return refuse();
    if (key === "Escape") return escape();
    if (/^[1-4]$/.test(key)) return toggle(key);
    const row = target.closest?.("#fl-list a.row");
    if (row && (key === "ArrowDown" || key === "ArrowUp")) return move(key === "ArrowDown" ? 1 : -1)?.focus(), true;
    return false;
  }

  function focusField() {
    field.focus();
    field.select();
    return true;
  }

  function escape() {
    const menu = document.querySelector("details.filter[open]");
    if (!menu) return focusField();
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  function refuse() {
    const button = document.querySelector("form.not-this button");
    button?.click();
    return Boolean(button);
  }

  function toggle(key) {
    const answer = document.querySelector(`details.answer[data-key="${key}"]`);
    if (!answer) return false;
    answer.open = !answer.open;
    answer.querySelector("summary").focus({ preventScroll: true });
    answer.scrollIntoView({ block: answer.offsetHeight > innerHeight * 0.7 ? "start" : "nearest" });
    return true;
  }

  // One filter list at a time, and none once the eye is elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.filter[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // Copying ---------------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copy(link);
  });

  // A link to a part of a page: its address is copied, and stands in the address bar.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
    event.preventDefault();
    if (link.pathname === location.pathname) history.replaceState(null, "", link.hash);
    navigator.clipboard.writeText(link.href).then(
      () => say("Link copied"),
      () => location.assign(link.href),
    );
  });

  function copyOpen() {
    const answer = opened?.isConnected && opened.open ? opened : document.querySelector("details.answer[open]");
    const link = answer?.querySelector("a[data-copy]") ?? document.querySelector(".standing a[data-copy]");
    if (link) copy(link);
    else if (document.querySelector("article.entry")) say("Nothing here may be given to a customer");
    return true;
  }

  // "I'll use this" of the open answer. A use that is asked about already is one.
  function useOpen() {
    const answer = opened?.isConnected && opened.open ? opened : document.querySelector("details.answer[open]");
    const form = answer?.querySelector("form.use");
    if (form) form.requestSubmit();
    else if (answer) say("Noted already");
    else if (document.querySelector("details.answer")) say("Open the answer first, by its number");
    return true;
  }
  document.addEventListener("fl-voted", () => (pieces = new Map()));

  async function copy(link) {
    try {
      const reply = await fetch(link.href);
      if (!reply.ok) throw new Error(reply.status);
      await navigator.clipboard.writeText(await reply.text());
      say("Copied");
    } catch {
      location.assign(link.href); // the text on a page of its own, to be selected by hand
    }
  }

  // Following changes -----------------------------------------------------------------------------------------------
  // Only a page that is looked at listens: a browser grants few connections to one server.

  let source;
  let missed = false;
  let served = main.innerHTML;

  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
      missed = true;
    } else if (!source || source.readyState === EventSource.CLOSED) {
      source = new EventSource("/events");
      source.addEventListener("change", refresh);
      source.addEventListener("assets", (event) => upgrade(event.data));
      source.addEventListener("open", () => {
        document.documentElement.dataset.live = "true";
        if (missed) refresh();
        missed = false;
      });
      source.addEventListener("error", () => {
        missed = true;
        if (source?.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
      });
    }
  }

  // A page from before an upgrade is loaded anew, once: its script and style do not fit what the server says now.
  function upgrade(addresses) {
    const isHere = (address) => document.querySelector(`script[src="${address}"], link[href="${address}"]`);
    if (addresses.split(" ").every(isHere) || isTyped()) return;
    try {
      if (sessionStorage.getItem("fl-assets") === addresses) return;
      sessionStorage.setItem("fl-assets", addresses);
    } catch {
      return;
    }
    location.reload();
  }

  async function refresh() {
    pieces = new Map();
    try {
      if (results()) await refreshResults();
      else await refreshPage();
    } catch {} // the server is away; the next event brings another chance
  }

  async function refreshResults() {
    const number = newest;
    const reply = await fetch(`/search/results${new URL(here, location.origin).search}`);
    const html = reply.ok ? await reply.text() : lastHtml;
    whenReleased(() => {
      if (number !== newest || newest !== shown || html === lastHtml) return;
      inPlace(() => steady(() => show(html, here, true)));
    });
  }

  // The row under the cursor, else the chosen one, stays where it is on the screen, whatever comes before it.
  function inPlace(change) {
    const row = document.querySelector("#fl-list a.row:hover") ?? selected();
    const before = row?.getBoundingClientRect();
    change();
    const same = rows().find((other) => other.dataset.id === row?.dataset.id);
    if (same && before.bottom > 0 && before.top < innerHeight) scrollBy(0, same.getBoundingClientRect().top - before.top);
  }

  async function refreshPage() {
    const reply = await fetch(location.href);
    if (reply.status >= 500) return;
    const page = parsed(await reply.text());
    const fresh = page.getElementById("fl-main");
    if (!fresh || results() || isTyped() || fresh.innerHTML === served) return;
    if (reply.redirected) history.replaceState(null, "", reply.url);
    here = location.pathname + location.search;
    served = fresh.innerHTML;
    steady(() => main.replaceChildren(...fresh.childNodes));
    document.title = page.title;
  }

  // What somebody types is theirs: a page that holds it is left as it is. The server has an older text, or none.
  function isTyped() {
    if (main.querySelector("form[data-write], form[data-scoring]")) return true;
    return [...main.querySelectorAll("textarea, input[type=text]")].some((each) => each.value !== each.defaultValue);
  }

  // Changes content and keeps what is unfolded, where the focus is, and how far one has scrolled.
  function steady(change) {
    const unfolded = unfoldedIn(main);
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const [x, y] = [scrollX, scrollY];
    change();
    for (const details of main.querySelectorAll("details")) details.open = unfolded.has(nameOf(details));
    if (focused && !focused.isConnected) counterpart(focused)?.focus({ preventScroll: true });
    scrollTo(x, y);
  }

  function counterpart(element) {
    if (element.id) return byId(element.id);
    const same = (other) => other.textContent === element.textContent;
    return [...main.querySelectorAll(element.localName)].find(same);
  }

  // Beginning -------------------------------------------------------------------------------------------------------

  function beginInField() {
    if (location.hash) return;
    field.focus();
    if (field.selectionEnd === 0) field.setSelectionRange(field.value.length, field.value.length);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a slip in the address breaks nothing else
    }
  }

  function unfoldTarget() {
    const target = location.hash.length > 1 && byId(decoded(location.hash.slice(1)));
    const details = target && target.closest("details");
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "start" });
  }

  if (results()) {
    remember({ q: field.value, at: here });
    dress();
    requestAnimationFrame(beginInField);
  } else {
    // What was asked stays in the field of the entry that it led to, and of the help that is read on the way.
    if (byId("fl-answer") || location.pathname === "/help") field.value ||= remembered().q;
    const from = document.referrer.startsWith(location.origin) && new URL(document.referrer).pathname;
    if (from === "/" || from === "/search") byId("fl-answer")?.focus({ preventScroll: true });
  }
  unfoldTarget();
  listen();
  addEventListener("hashchange", unfoldTarget);
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== here) location.reload();
  });
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
  document.documentElement.dataset.ready = "true";
})();
