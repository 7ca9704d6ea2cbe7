// Makes the desk quick: decisions without a page load, a key for everything, undo, news of
// colleagues. Without it every button and link works as well.
"use strict";

{
  const desk = document.getElementById("desk");
  if (desk) start();

  function start() {
    const say = desk.dataset;
    const form = document.getElementById("desk-form");
    const list = document.getElementById("desk-cards");
    const said = document.getElementById("desk-said");
    const bulk = document.getElementById("desk-bulk");
    const all = bulk.querySelector("[data-all]");
    const keys = document.getElementById("desk-keys");
    const reasons = document.getElementById("desk-reasons");
    const decided = []; // what can be undone: a press each, with its pairs of comment and decision
    let current = null;

    // -- Cards -----------------------------------------------------------------------

    const cards = () => [...list.querySelectorAll(".desk-card")];
    const isDone = (card) => card.classList.contains("desk-done");
    const waiting = () => cards().filter((card) => !isDone(card));
    const cardOf = (pk) => document.getElementById(`comment-${pk}`);
    const box = (card) => card.querySelector("[name=chosen]");

    function read(html) {
      return new DOMParser().parseFromString(html, "text/html");
    }

    // Whoever is writing keeps the cursor, whatever comes in: what he types next is text.
    function isWriting() {
      return document.activeElement?.matches("input:not([type=checkbox]), textarea, select") ?? false;
    }

    function mark(card) {
      current?.classList.remove("desk-current");
      current = card;
      card.classList.add("desk-current");
      look(card);
    }

    function go(card, scroll = true) {
      if (!card) return;
      if (card !== current) mark(card);
      card.focus({ preventScroll: true });
      if (scroll) card.scrollIntoView({ block: "nearest" });
    }

    // To be called when an answer came, which may be long after the key.
    function goOn() {
      if (isWriting() || (current?.isConnected && !isDone(current))) return;
      go(waiting()[0], false);
    }

    function step(by) {
      if (!current?.isConnected || isDone(current)) return go(following(current) ?? waiting()[0]);
      const still = waiting();
      go(still[Math.min(Math.max(still.indexOf(current) + by, 0), still.length - 1)]);
    }

    function following(gone) {
      const every = cards();
      const place = every.indexOf(gone);
      const still = (card) => card !== gone && !isDone(card);
      return every.slice(place + 1).find(still) ?? every.slice(0, Math.max(place, 0)).reverse().find(still);
    }

    list.addEventListener("focusin", (event) => {
      const card = event.target.closest(".desk-card");
      if (card && card !== current) mark(card);
    });

    // -- Asking the server -----------------------------------------------------------

    async function get(address, body) {
      try {
        return await fetch(address, {
          method: body ? "POST" : "GET",
          body,
          headers: { Accept: "application/json" },
          redirect: "manual",
          signal: AbortSignal.timeout(30_000),
        });
      } catch {
        throw new Error(say.sayFailed);
      }
    }

    async function ask(address, body) {
      body?.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      let response = await get(address, body);
      if (response.status === 403 && body) {
        // Whoever signed in again in another tab has another token.
        renew((await ask(say.news)).token);
        body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        response = await get(address, body);
      }
      // Whoever isn't signed in any more is led away.
      if (response.type === "opaqueredirect" || response.status === 403) {
        throw new Error(say.saySignedOut);
      }
      if (response.status === 404) throw new Error(say.sayGone);
      if (response.headers.get("Content-Type")?.startsWith("application/json")) return response.json();
      if (response.status >= 500 || response.status === 400) throw new Error(say.sayFailed);
      return response.text();
    }

    function renew(token) {
      for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    }

    // What changes something is sent in the order of the keys, one after the other.
    let turn = Promise.resolve();
    let sending = 0;
    function inTurn(act) {
      sending++;
      turn = turn.then(act).catch(fail).finally(() => sending--);
      return turn;
    }

    function fail(failure) {
      tell(failure instanceof TypeError ? say.sayFailed : failure.message);
      said.classList.add("desk-failed");
    }

    function tell(sentences, entry = null) {
      said.replaceChildren();
      said.classList.remove("desk-failed");
      for (const sentence of [sentences].flat()) {
        const line = document.createElement("p");
        line.textContent = sentence;
        said.append(line);
      }
      if (entry?.pairs?.length) said.append(undoButton(entry));
    }

    function count(counts) {
      for (const [name, number] of Object.entries(counts ?? {})) {
        const shown = desk.querySelector(`[data-tab="${name}"] .desk-count`);
        if (shown) shown.textContent = number;
      }
    }

    // -- Deciding --------------------------------------------------------------------

    // No more than what is said about these cards: the page may have grown to hundreds.
    function about(some) {
      const body = new FormData();
      body.set("back", form.elements.back.value);
      for (const card of some) {
        const pk = card.dataset.comment;
        body.append("chosen", pk);
        body.set(`seen-${pk}`, card.dataset.seen);
        body.set(`reports-${pk}`, card.dataset.reports);
        const reason = card.querySelector(`[name="reason-${pk}"]`)?.value;
        if (reason) body.set(`reason-${pk}`, reason);
      }
      return body;
    }

    function decide(verb, which, reason = "") {
      const gone = (which === "chosen" ? chosen() : [cardOf(which)]).filter((card) => card && !isDone(card));
      if (!gone.length) return;
      const body = about(gone);
      body.set("decide", `${verb}:${which}`);
      const given = reason || (which === "chosen" ? bulk.querySelector("[name=reason]")?.value : "");
      if (given) body.set(which === "chosen" ? "reason" : `reason-${which}`, given);
      const entry = { pairs: null }; // until the answer is there
      decided.push(entry);
      const next = following(gone.at(-1));
      for (const card of gone) {
        card.classList.add("desk-done");
        box(card).checked = false;
      }
      choose();
      const still = next && !isDone(next) ? next : waiting()[0];
      if (still) go(still);
      inTurn(async () => {
        try {
          settle(await ask(form.action, body), gone, entry);
        } catch (failure) {
          // Where the moderator is by now he stays: the next key is meant for what he sees.
          for (const card of gone) card.classList.remove("desk-done");
          drop(entry);
          choose();
          throw failure;
        }
      }).then(more);
    }

    function settle(answer, gone, entry) {
      entry.pairs = pairs(answer.undo);
      if (!entry.pairs.length) drop(entry);
      const alone = (pk) => ({ pairs: entry.pairs.filter(([comment]) => comment === Number(pk)) });
      for (const row of answer.done ?? []) {
        fold(cardOf(row.comment), row.label, alone(row.comment));
        see(cardOf(row.comment), row.decision);
      }
      foldOthers(answer);
      for (const [pk, text] of Object.entries(answer.kept ?? {})) fold(cardOf(pk), text, alone(pk));
      for (const card of gone) {
        if (!card.querySelector(".desk-outcome")) card.classList.remove("desk-done");
      }
      tell(answer.sentences, entry);
      count(answer.counts);
      choose();
      goOn();
    }

    // Those that a colleague has decided, those that are deleted, those that are others now.
    function foldOthers(answer) {
      for (const row of answer.already ?? []) {
        const card = cardOf(row.comment);
        see(card, row.decision);
        // Decided and taken back by somebody, it still waits.
        if (card && row.status === card.dataset.status) unfold(card);
        else fold(card, row.text);
      }
      for (const pk of answer.gone ?? []) fold(cardOf(pk), say.sayGone);
      // Reported again, or changed by its author: to be looked at as it is now.
      for (const [pk, html] of Object.entries(answer.again ?? {})) {
        if (cardOf(pk)) draw(cardOf(pk), html);
      }
    }

    // A decided comment stays as one line, from which it can be taken back.
    function fold(card, text, entry = null) {
      if (!card) return;
      card.classList.add("desk-done");
      box(card).checked = false;
      card.querySelector(".desk-outcome")?.remove();
      const line = document.createElement("p");
      line.className = "desk-outcome";
      const words = document.createElement("span");
      const who = document.createElement("bdi");
      who.textContent = card.querySelector(".desk-name bdi").textContent;
      words.append(who, `: ${text}`);
      line.append(words);
      if (entry?.pairs.length) line.append(undoButton(entry));
      card.append(line);
    }

    function unfold(card) {
      card.classList.remove("desk-done");
      card.querySelector(".desk-outcome")?.remove();
    }

    // The card as it is now; whoever was at it is at the new one.
    function draw(card, html, isHere = card.contains(document.activeElement)) {
      const fresh = document.adoptNode(read(html).body.firstElementChild);
      fresh.querySelector("[name=chosen]").checked = box(card).checked;
      card.replaceWith(fresh);
      if (isHere) go(fresh);
      else if (current === card) mark(fresh);
    }

    function see(card, decision) {
      if (!card) return;
      card.dataset.seen = decision;
      card.querySelector(`[name="seen-${card.dataset.comment}"]`).value = decision;
    }

    function isEmpty() {
      return !waiting().length;
    }

    function showEmpty() {
      document.getElementById("desk-empty").hidden = !(isEmpty() && nothingMore);
      bulk.hidden = isEmpty();
    }

    document.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=decide]");
      if (!button) return;
      event.preventDefault();
      if (event.detail > 1) return; // a double click; the second one would be for the next card
      const [verb, which] = button.value.split(":");
      decide(verb, which);
    });

    // -- Undo ------------------------------------------------------------------------

    // From "12:345", "14:r78": a comment, and what is to be taken back of it.
    const pairs = (written) =>
      (written ?? []).map((pair) => pair.split(":")).map(([pk, what]) => [Number(pk), what]);

    function undoButton(entry) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button desk-undo-button";
      button.textContent = say.sayUndo;
      button.addEventListener("click", () => undo(entry));
      return button;
    }

    function drop(entry) {
      const place = decided.indexOf(entry);
      if (place >= 0) decided.splice(place, 1);
    }

    // What was taken back as one of many, or by its own button, is not taken back again.
    function forget(pk) {
      for (const entry of [...decided].filter((each) => each.pairs)) {
        entry.pairs = entry.pairs.filter(([comment]) => comment !== pk);
        if (!entry.pairs.length) drop(entry);
      }
    }

    // It may still be on its way; it is taken back after its answer.
    function undo(entry = decided.at(-1)) {
      if (!entry) return tell(say.sayNothingToUndo);
      drop(entry); // a second key is for the one before
      const here = current;
      inTurn(async () => {
        if (!entry.pairs?.length) return;
        const body = about([]);
        body.set("undo", entry.pairs.map((pair) => pair.join(":")).join(","));
        let answer;
        try {
          answer = await ask(say.undo, body);
        } catch (failure) {
          decided.push(entry);
          throw failure;
        }
        const back = [];
        for (const row of answer.undone ?? []) {
          forget(row.comment);
          const card = cardOf(row.comment);
          if (!card) nothingMore = false;
          else if (row.status === card.dataset.status) {
            unfold(card);
            see(card, row.decision);
            back.push(card);
          } else fold(card, row.label);
        }
        foldOthers(answer);
        tell(answer.sentences);
        count(answer.counts);
        choose();
        if (current === here && !isWriting()) go(back[0]);
        goOn();
      }).then(() => more(!nothingMore && isEmpty()));
    }

    // -- Choosing many ---------------------------------------------------------------

    function chosen() {
      return waiting().filter((card) => box(card).checked);
    }

    function choose() {
      const number = chosen().length;
      const still = waiting().length;
      bulk.classList.toggle("desk-bulk-on", number > 0);
      document.getElementById("desk-chosen").textContent = say.sayChosen.replace("%(count)s", number);
      for (const card of cards()) card.classList.toggle("desk-is-chosen", box(card).checked);
      all.checked = number > 0 && number === still;
      all.indeterminate = number > 0 && number < still;
      showEmpty();
    }

    function chooseAll(yes) {
      for (const card of waiting()) box(card).checked = yes;
      choose();
    }

    list.addEventListener("change", (event) => {
      if (event.target.name === "chosen") choose();
    });

    // -- The next ones ---------------------------------------------------------------

    let loading = false;
    let nothingMore = !document.getElementById("desk-next");

    // From the last one that is here on; or from the beginning, for what came back or is new.
    async function more(anew = false) {
      if (loading || (nothingMore && !anew) || waiting().length > 12) return;
      loading = true;
      try {
        const query = new URLSearchParams(say.here);
        const last = cards().at(-1)?.dataset.comment;
        if (anew) query.delete("after");
        else if (last) query.set("after", last);
        const response = await fetch(`${say.base}?${query}`, { redirect: "manual" });
        if (!response.ok) return;
        const page = read(await response.text());
        for (const card of page.querySelectorAll(".desk-card")) take(document.adoptNode(card));
        const link = document.getElementById("desk-next");
        const further = page.getElementById("desk-next");
        nothingMore = !further;
        if (link && further) link.href = further.href;
        else link?.parentElement.remove();
        choose();
        goOn();
      } catch {
        // The line is slow or broken: the link to the next page is still there.
      } finally {
        loading = false;
      }
    }

    function take(card) {
      const here = cardOf(card.dataset.comment);
      if (!here) list.append(card);
      // Decided and taken back by somebody, in another window or by another person.
      else if (here.querySelector(".desk-outcome") && Number(card.dataset.seen) > Number(here.dataset.seen)) {
        here.replaceWith(card);
      }
    }

    // -- Colleagues ------------------------------------------------------------------

    let lookTimer = 0;
    function look(card) {
      clearTimeout(lookTimer);
      // Whoever only passes by leaves no mark.
      lookTimer = setTimeout(async () => {
        if (document.hidden || isDone(card)) return;
        try {
          const answer = await ask(`${say.base}${card.dataset.comment}/look/`, about([]));
          showLook(card, answer.others);
        } catch {
          // A mark is a courtesy; nothing depends on it.
        }
      }, 700);
    }

    function showLook(card, names) {
      const line = card.querySelector("[data-look]");
      line.hidden = !names;
      // Between the signs that keep a name and the sentence from turning each other (UAX 9).
      line.textContent = names ? say.sayLooks.replace("%(names)s", () => `\u2068${names}\u2069`) : "";
    }

    let rounds = 0;
    async function news() {
      if (document.hidden || sending) return;
      const shown = waiting();
      const query = new URLSearchParams(say.here);
      const seen = (what) => shown.map((card) => `${card.dataset.comment}:${card.dataset[what]}`).join(",");
      query.set("cards", seen("seen"));
      query.set("reports", seen("reports"));
      try {
        const answer = await ask(`${say.news}?${query}`);
        renew(answer.token);
        for (const card of shown) hear(card, answer);
        if (++rounds % 4 === 0 && current?.isConnected && !isDone(current)) look(current); // still
        if (!sending) count(answer.counts);
        choose();
        if (answer.more && nothingMore) more(true);
        else more();
      } catch {
        // The next one may get through.
      }
    }

    function hear(card, answer) {
      // Whoever is writing below it hears of it when he sends that.
      if (!card.isConnected || isDone(card) || card.querySelector(".desk-panel")) return;
      const pk = card.dataset.comment;
      showLook(card, answer.looks[pk]);
      const other = answer.decided[pk];
      if (other && other.seen > Number(card.dataset.seen)) {
        see(card, other.seen);
        if (other.status !== card.dataset.status) return fold(card, other.text);
      }
      const text = answer.gone[pk] ?? answer.settled?.[pk];
      if (text) fold(card, text);
      else if (answer.again?.[pk]) draw(card, answer.again[pk]);
    }

    setInterval(news, 15_000);
    document.addEventListener("visibilitychange", news);

    // -- Reply, edit, note: the page of the link, below the comment --------------------

    const drafts = new Map(); // what was typed into forms that were closed, by their address
    let opening = false;

    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-panel]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });

    const fields = (panel) => [...panel.querySelectorAll("textarea, input:not([type=hidden])")];
    const isTyped = (panel) => fields(panel).some((field) => field.value !== field.defaultValue);

    async function open(link) {
      if (opening) return;
      opening = true; // what is typed before the form is there is no key of the desk
      const card = link.closest(".desk-card");
      close(card);
      try {
        const page = read(await ask(link.href));
        const refused = page.querySelector("[data-panel-refused]");
        if (refused) return tell(refused.textContent);
        const panel = put(card, page);
        for (const [name, text] of drafts.get(panel.action) ?? []) panel.elements[name].value = text;
      } catch (failure) {
        fail(failure);
      } finally {
        opening = false;
      }
    }

    function put(card, page) {
      const panel = document.adoptNode(page.querySelector(".desk-panel"));
      card.querySelector(".desk-panel")?.remove();
      card.append(panel);
      const cancel = panel.querySelector("[data-cancel]");
      cancel.hidden = false;
      cancel.addEventListener("click", () => {
        close(card);
        go(card);
      });
      panel.addEventListener("submit", (event) => {
        event.preventDefault();
        send(card, panel);
      });
      (panel.querySelector("[aria-invalid=true], textarea") ?? panel.querySelector("select, button")).focus();
      panel.scrollIntoView({ block: "center" });
      return panel;
    }

    function close(card) {
      const panel = card.querySelector(".desk-panel");
      if (!panel) return;
      if (isTyped(panel)) drafts.set(panel.action, fields(panel).map((field) => [field.name, field.value]));
      else drafts.delete(panel.action);
      panel.remove();
    }

    function send(card, panel) {
      const button = panel.querySelector("[type=submit]");
      if (button.disabled) return;
      button.disabled = true;
      inTurn(async () => {
        try {
          const body = new FormData(panel);
          body.set("back", form.elements.back.value);
          const answer = await ask(panel.action, body);
          if (typeof answer === "string") put(card, read(answer));
          else published(card, panel, answer);
        } finally {
          button.disabled = false;
        }
      }).then(more);
    }

    function published(card, panel, answer) {
      const wasHere = panel.contains(document.activeElement) || !isWriting();
      const entry = { pairs: pairs(answer.undo) };
      drafts.delete(panel.action);
      panel.remove();
      if (entry.pairs.length) decided.push(entry);
      if (answer.done.length) {
        // Approved with the reply. It stays as it is, in case that is taken back.
        fold(card, answer.sentences[0], entry);
        see(card, answer.done[0].decision);
        if (wasHere) go(following(card));
      } else {
        draw(card, answer.card, wasHere);
      }
      tell(answer.sentences, entry);
      count(answer.counts);
      choose();
    }

    addEventListener("beforeunload", (event) => {
      if (sending || [...list.querySelectorAll(".desk-panel")].some(isTyped)) event.preventDefault();
    });

    // -- Keys ------------------------------------------------------------------------

    function press(key) {
      const where = chosen().length ? bulk : current;
      if (!where || isDone(where)) return;
      const button = where.querySelector(`button[data-key="${key}"]`);
      if (button) decide(...button.value.split(":"));
    }

    let toReject = null;
    const ACTIONS = {
      j: () => step(1),
      k: () => step(-1),
      u: () => undo(),
      x: () => {
        if (!current || isDone(current)) return;
        box(current).checked = !box(current).checked;
        choose();
      },
      o: () => current?.querySelector(".desk-quiet a")?.click(),
      "/": () => {
        desk.querySelector(".desk-narrow").open = true;
        desk.querySelector("[type=search]").focus();
      },
      "?": () => keys.showModal(),
      T: () => {
        toReject = chosen().length ? "chosen" : current?.dataset.comment;
        if (toReject && reasons.querySelector("button[value]")) reasons.showModal();
      },
      Escape: () => chooseAll(false),
    };
    for (const key of "asth") ACTIONS[key] = () => press(key);
    for (const key of "renp") {
      ACTIONS[key] = () => {
        const link = current && !isDone(current) && current.querySelector(`a[data-panel="${key}"]`);
        if (link) open(link);
      };
    }

    // The same keys on a Cyrillic or Persian keyboard: by their place, where they give no Latin.
    function latin({ key, code, shiftKey }) {
      if (key.length > 1) return key;
      const isLatin = /[ -~]/.test(key);
      if (code === "Slash" && !isLatin) return shiftKey ? "?" : "/";
      const letter = isLatin ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? "");
      return shiftKey ? letter.toUpperCase() : letter.toLowerCase(); // whatever Caps Lock says
    }

    document.addEventListener("keydown", (event) => {
      if (!event.key) return; // what a browser sends when it fills in a field by itself
      const panel = event.target.closest?.(".desk-panel");
      if (panel && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        panel.requestSubmit();
      } else if (panel && event.key === "Escape" && !event.isComposing) {
        panel.querySelector("[data-cancel]").click();
      }
      if (panel || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isWriting() || document.querySelector("dialog[open]")) return;
      const key = latin(event);
      if (!Object.hasOwn(ACTIONS, key)) return;
      event.preventDefault();
      if (opening) return;
      if (event.repeat && key !== "j" && key !== "k") return; // a key held down decides once
      ACTIONS[key]();
    });

    reasons.addEventListener("keydown", (event) => {
      const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? event.key;
      reasons.querySelectorAll("button[value]")[Number(number) - 1]?.click();
    });
    reasons.addEventListener("click", (event) => {
      const button = event.target.closest("button[value]");
      if (!button?.value) return;
      reasons.close();
      decide("trash", toReject, button.value);
    });

    // -- At the start ------------------------------------------------------------------

    all.closest("label").hidden = false;
    all.addEventListener("change", () => chooseAll(all.checked));
    const help = document.querySelector("[data-help]");
    help.hidden = false;
    help.addEventListener("click", () => keys.showModal());
    for (const select of desk.querySelectorAll(".desk-filters select")) {
      // By the keyboard the values are passed through one by one.
      let byHand = false;
      select.addEventListener("pointerdown", () => (byHand = true));
      select.addEventListener("change", () => byHand && select.form.requestSubmit());
    }
    const narrow = desk.querySelector(".desk-narrow:not([data-used])");
    if (narrow && matchMedia("(max-width: 64rem)").matches) narrow.open = false;

    // Something was decided before this ran.
    const earlier = document.querySelector("form.desk-undo");
    if (earlier) {
      const entry = { pairs: pairs(earlier.elements.undo.value.split(",")) };
      decided.push(entry);
      earlier.addEventListener("submit", (event) => {
        event.preventDefault();
        earlier.remove();
        undo(entry);
      });
    }
    choose();
    if (document.activeElement === document.body) {
      go(cardOf(location.hash.slice("#comment-".length)) ?? waiting()[0], false);
    }
  }
}
