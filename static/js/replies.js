// Makes leaving a reply quicker. Without it every link and the form work just as well.
"use strict";

{
  const respond = document.getElementById("respond");
  const form = document.getElementById("commentform");

  if (respond && form) {
    answerInPlace();
    rememberPerson();
    tellBeginning();
  }

  // Scripts are told from people by the time that a text takes: from its first letter on.
  function tellBeginning() {
    const FRESH = 12 * 60 * 60 * 1000;
    let asked = 0;
    form.addEventListener("input", async (event) => {
      if (event.target.type === "checkbox" || Date.now() - asked < FRESH) return;
      asked = Date.now();
      try {
        const answer = await fetch(form.dataset.begin, { credentials: "omit" });
        if (answer.ok) form.elements.begun.value = await answer.text();
      } catch {
        // Without it nothing is said against the reader.
      }
    });
  }

  // "Reply" brings the form to the comment instead of loading the page again. "draft:answers"
  // asks for the same where a draft was begun; "draft:moved" tells whom the form answers now.
  function answerInPlace() {
    const title = respond.querySelector("[data-reply-title]");
    const cancel = document.getElementById("cancel-reply");
    const home = document.createComment("the form's place");
    const titleAtHome = title.textContent;
    const parentAtHome = form.elements.parent.value;
    respond.before(home);

    const tell = (parent) => form.dispatchEvent(new CustomEvent("draft:moved", { detail: parent }));

    function bringTo(link) {
      link.closest("article").append(respond);
      form.elements.parent.value = link.dataset.replyTo;
      title.textContent = link.dataset.title;
      cancel.hidden = false;
    }

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.reply-link");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      bringTo(link);
      tell(link.dataset.replyTo);
      form.elements.comment.focus();
    });

    form.addEventListener("draft:answers", ({ detail }) => {
      const link = document.querySelector(`a.reply-link[data-reply-to="${Number(detail)}"]`);
      if (link && !parentAtHome) bringTo(link);
    });

    cancel.addEventListener("click", (event) => {
      tell("");
      if (parentAtHome) return; // the page itself is about this reply: follow the link
      event.preventDefault();
      const link = respond.closest("article")?.querySelector("a.reply-link");
      home.after(respond);
      form.elements.parent.value = "";
      title.textContent = titleAtHome;
      cancel.hidden = true;
      link?.focus();
    });
  }

  // Name, address and website stay in this browser, and only when the reader says so.
  function rememberPerson() {
    const KEY = "javob.person";
    const fields = ["name", "email", "website"].map((name) => form.elements[name]);
    const box = form.elements.remember;

    const person = known();
    if (person) {
      for (const field of fields) field.value ||= person[field.name] ?? "";
      box.checked = true;
    }
    form.addEventListener("submit", () => {
      try {
        if (box.checked) {
          const typed = fields.map((field) => [field.name, field.value]);
          localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(typed)));
        } else {
          localStorage.removeItem(KEY);
        }
      } catch {
        // The browser keeps nothing (private window, storage full or switched off): so be it.
      }
    });

    function known() {
      try {
        return JSON.parse(localStorage.getItem(KEY));
      } catch {
        return null;
      }
    }
  }
}
