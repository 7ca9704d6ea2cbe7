// Keeps what is typed in this browser until it has arrived, waits for the line where there is
// none, and says how much room is left. Without it the form works, only nothing is kept.
"use strict";

{
  const DRAFT = "javob.draft.";
  const SENT = "javob.sent";
  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const form = document.getElementById("commentform");

  forgetWhatArrived();
  forgetWhatIsOld();
  if (form) {
    const line = document.getElementById("draft");
    keepDraft(line, form.elements.comment);
    waitForTheLine(line.dataset);
    tellRoom(line, form.elements.comment);
  }

  // A browser may keep nothing (private window, storage switched off): so be it.
  function kept(where, key) {
    try {
      return JSON.parse(window[where].getItem(key));
    } catch {
      return null;
    }
  }

  function keep(where, key, what) {
    try {
      if (what) window[where].setItem(key, JSON.stringify(what));
      else window[where].removeItem(key);
    } catch {
      // See above.
    }
  }

  // The one sign of success is that sending the form has led to a comment of its article: from
  // the page that it was sent from, or with the signature that only its author is given.
  // Whatever else has happened meanwhile, the draft stays.
  function forgetWhatArrived() {
    const sent = kept("sessionStorage", SENT);
    keep("sessionStorage", SENT, null);
    addEventListener("pageshow", ({ persisted }) => persisted && keep("sessionStorage", SENT, null));
    const [came] = performance.getEntriesByType("navigation");
    const isLed = came?.type === "navigate" && came.redirectCount > 0 && location.href !== sent?.from;
    const isSigned = new URLSearchParams(location.search).has("awaiting");
    const isFromThere = isSigned || document.referrer === sent?.from.split("#")[0];
    if (!sent || !isLed || !isFromThere || !/^#comment-\d+$/.test(location.hash)) return;
    if (document.getElementById("comments")?.dataset.article !== sent.article) return;
    if (kept("localStorage", DRAFT + sent.article)?.text === sent.text) {
      keep("localStorage", DRAFT + sent.article, null);
    }
  }

  function forgetWhatIsOld() {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(DRAFT)) continue;
        if (!(Date.now() - kept("localStorage", key)?.at < WEEK)) keep("localStorage", key, null);
      }
    } catch {
      // See above.
    }
  }

  function keepDraft(line, field) {
    const say = line.dataset;
    const PAUSE = 500;
    const key = DRAFT + form.elements.article.value;
    let parent = form.elements.parent.value;
    let timer = 0;

    function write() {
      clearTimeout(timer);
      timer = 0;
      const text = field.value;
      keep("localStorage", key, text.trim() && { text, parent, at: Date.now() });
    }

    restore();
    form.addEventListener("draft:moved", ({ detail }) => {
      parent = detail;
      if (field.value) write();
    });
    field.addEventListener("input", () => (timer ||= setTimeout(write, PAUSE)));
    // On a telephone a tab that is hidden may be ended without another word.
    addEventListener("pagehide", () => timer && write());
    document.addEventListener("visibilitychange", () => timer && write());
    form.addEventListener("draft:sent", () => {
      write();
      const { value } = form.elements.article;
      keep("sessionStorage", SENT, { article: value, text: field.value, from: location.href });
    });

    // What stands in the field already is newer: the browser's own, or given back by us.
    function restore() {
      const draft = kept("localStorage", key);
      if (!draft || field.value) return;
      field.value = draft.text;
      const told = document.createElement("p");
      told.className = "draft-back";
      told.role = "status";
      told.append(say.back.replace("%(time)s", written(draft.at)), " ");
      if (draft.parent !== parent) {
        form.dispatchEvent(new CustomEvent("draft:answers", { detail: draft.parent }));
        parent = form.elements.parent.value;
      }
      if (draft.parent && !parent && !location.search.includes("replytocom")) {
        told.append(wayTo(draft.parent), " ");
      }
      told.append(discard(told));
      line.append(told);
    }

    function discard(told) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = say.discard;
      button.addEventListener("click", () => {
        field.value = "";
        write();
        field.dispatchEvent(new Event("input"));
        told.remove();
        field.focus();
      });
      return button;
    }

    // The page on which that comment is answered has the draft, too.
    function wayTo(comment) {
      const link = document.createElement("a");
      link.href = `?replytocom=${Number(comment)}#respond`;
      link.textContent = say.elsewhere;
      return link;
    }
  }

  // The time, and the day where it is another one, in figures: they are known in every language.
  function written(at) {
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    const day = isToday ? {} : { year: "numeric", month: "2-digit", day: "2-digit" };
    return timeFormat({ ...day, hour: "numeric", minute: "2-digit" }).format(at);
  }

  // A form that is sent without a line is lost behind the browser's own page.
  function waitForTheLine(say) {
    const EVERY = 5_000;
    const told = document.createElement("p");
    told.className = "form-told";
    told.role = "status";
    form.append(told);
    let isAsking = false;
    let timer = 0;

    async function isThere() {
      if (!navigator.onLine) return false;
      const patience = new AbortController();
      const { signal } = patience;
      const timer = setTimeout(() => patience.abort(), EVERY);
      try {
        await fetch(form.dataset.begin, { method: "HEAD", credentials: "omit", signal });
        return true;
      } catch {
        return signal.aborted; // slow is not gone
      } finally {
        clearTimeout(timer);
      }
    }

    async function askAgain() {
      if (document.visibilityState === "hidden" || !(await isThere())) return;
      clearInterval(timer);
      removeEventListener("online", askAgain);
      told.textContent = say.online;
    }

    form.addEventListener("submit", async (event) => {
      if (event.submitter === form.elements.preview) return;
      event.preventDefault();
      if (isAsking) return;
      isAsking = true;
      const isLine = await isThere();
      isAsking = false;
      if (isLine) {
        form.dispatchEvent(new Event("draft:sent"));
        return HTMLFormElement.prototype.submit.call(form); // form.submit is the button
      }
      told.textContent = say.offline;
      clearInterval(timer);
      timer = setInterval(askAgain, EVERY);
      addEventListener("online", askAgain);
    });
  }

  // Seen at each key, heard after a pause.
  function tellRoom(line, field) {
    const say = line.dataset;
    const NEAR = 0.1;
    const PAUSE = 1_500;
    const rules = new Intl.PluralRules(document.documentElement.lang);
    const forms = { one: say.leftOne, few: say.leftFew };
    const seen = document.createElement("p");
    const heard = document.createElement("p");
    seen.className = "draft-left";
    seen.ariaHidden = "true";
    heard.className = "visually-hidden";
    heard.role = "status";
    line.append(seen, heard);
    let timer = 0;

    function count() {
      const left = field.maxLength - field.value.length;
      const isNear = left <= field.maxLength * NEAR;
      const form = forms[rules.select(left)] ?? say.leftMany;
      seen.textContent = isNear ? form.replace("%(count)d", left) : "";
      clearTimeout(timer);
      timer = setTimeout(() => (heard.textContent = seen.textContent), PAUSE);
    }
    field.addEventListener("input", count);
    count();
  }
}
