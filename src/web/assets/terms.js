// What a term means, beside it: on hover, on focus, and at the first tap. Without this script the term is a link to
// the glossary with the meaning as its title, and stays that.
"use strict";

(() => {
  if (!HTMLElement.prototype.showPopover) return;
  const note = document.createElement("div");
  note.id = "fl-meaning";
  note.popover = "manual";
  note.setAttribute("role", "tooltip");
  document.body.append(note);

  let term = null;
  let touched = false;

  function show(next) {
    if (next === term) return;
    hide();
    term = next;
    // The browser's own tooltip would say it a second time.
    note.textContent = term.dataset.meaning ||= term.title;
    note.dir = "auto";
    term.removeAttribute("title");
    term.setAttribute("aria-describedby", note.id);
    note.showPopover();
    const [at, size, edge] = [term.getBoundingClientRect(), note.getBoundingClientRect(), 8];
    const below = at.bottom + edge + size.height < innerHeight;
    const left = Math.max(edge, Math.min(at.left, document.documentElement.clientWidth - size.width - edge));
    // Positions through the object model are not inline styles to the content security policy.
    note.style.left = `${left}px`;
    note.style.top = `${below ? at.bottom + edge : at.top - size.height - edge}px`;
  }

  function hide() {
    if (!term) return;
    term.title = term.dataset.meaning;
    term.removeAttribute("aria-describedby");
    term = null;
    note.hidePopover();
  }

  const termOf = (event) => (event.target instanceof Element ? event.target.closest("a.term[href]") : null);

  document.addEventListener("pointerover", (event) => {
    const over = termOf(event);
    if (event.pointerType === "mouse" && over) show(over);
    else if (event.pointerType === "mouse" && term !== document.activeElement && !note.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => (termOf(event) ? show(termOf(event)) : hide()));
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    if (!termOf(event) && !note.contains(event.target)) hide();
  });
  document.addEventListener(
    "click",
    (event) => {
      const tapped = termOf(event);
      // The first tap explains, the second follows the link. Focus may have shown it between tap and click.
      if (!tapped || !touched || "tapped" in tapped.dataset) return;
      for (const other of document.querySelectorAll("a.term[data-tapped]")) delete other.dataset.tapped;
      tapped.dataset.tapped = "";
      event.preventDefault();
      show(tapped);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && term) {
      hide();
      event.stopPropagation();
    }
  }, true);
  addEventListener("scroll", hide, { passive: true, capture: true });
})();
