// Shows below the text what readers will see, and follows the typing. Without it the button
// leads to a page with the preview.
"use strict";

{
  const PAUSE = 600;
  const form = document.getElementById("commentform");
  if (form) previewInPlace(document.getElementById("draft"), form.elements.comment);

  function previewInPlace(line, field) {
    const button = form.elements.preview;
    const toggle = document.createElement("button");
    const panel = document.createElement("div");
    let timer = 0;
    let asking = new AbortController();
    let shown = null;
    // From this length on it was refused; asked again once the text is shorter.
    let tooLong = Infinity;

    toggle.type = "button";
    toggle.className = "draft-toggle";
    toggle.textContent = panel.ariaLabel = button.value;
    toggle.ariaExpanded = "false";
    toggle.setAttribute("aria-controls", "preview-panel");
    panel.id = "preview-panel";
    panel.className = "preview prose comment-text";
    panel.role = "region";
    panel.dir = "auto";
    panel.tabIndex = 0; // what is longer can be scrolled by the keyboard
    panel.hidden = true;
    button.hidden = true;
    line.prepend(toggle);
    line.after(panel);

    toggle.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      toggle.ariaExpanded = String(!panel.hidden);
      follow(0);
    });
    field.addEventListener("input", () => follow(PAUSE));
    document.addEventListener("visibilitychange", () => follow(PAUSE));

    function follow(pause) {
      clearTimeout(timer);
      asking.abort();
      if (panel.hidden || document.visibilityState === "hidden") return;
      if (!field.value.trim()) show("", "");
      else if (field.value !== shown && field.value.length < tooLong) timer = setTimeout(ask, pause);
    }

    function show(text, html) {
      shown = text;
      panel.innerHTML = html; // the renderer's, which is all that readers' words go through
    }

    async function ask() {
      const text = field.value;
      const sent = new FormData();
      sent.set("article", form.elements.article.value);
      sent.set("comment", text);
      asking = new AbortController();
      const { signal } = asking;
      try {
        const answer = await fetch(line.dataset.preview, { method: "POST", body: sent, signal });
        const html = await answer.text();
        if (signal.aborted) return;
        if (answer.ok) tooLong = Infinity;
        else if (answer.status === 413) tooLong = text.length;
        else if (answer.status !== 422) throw new Error(answer.status);
        show(text, html);
      } catch {
        if (signal.aborted) return;
        panel.textContent = line.dataset.noPreview;
        shown = null;
      }
    }
  }
}
