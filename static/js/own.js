// Lets a reader change or withdraw what he wrote a moment ago, on a page that is the same for
// everybody: what proves that it is his stays in this browser. Without it the page to which
// he was led after writing has the same links.
"use strict";

{
  const KEY = "javob.own";
  const HOUR = 60 * 60 * 1000;
  const section = document.getElementById("comments");

  try {
    const kept = read();
    const gone = document.querySelector("[data-own-gone]");
    if (gone) delete kept[gone.dataset.ownGone];
    if (section) takeProof(kept);
    localStorage.setItem(KEY, JSON.stringify(kept));
    if (section) {
      hideProof();
      for (const [pk, own] of Object.entries(kept)) show(pk, own);
    }
  } catch {
    // The browser keeps nothing (private window, storage switched off): the address has the proof.
  }

  // Ids and proofs of the last hour; what is over is forgotten.
  function read() {
    const text = localStorage.getItem(KEY);
    let found = {};
    try {
      found = JSON.parse(text) ?? {};
    } catch {
      // Not what we wrote: it is written anew.
    }
    return Object.fromEntries(Object.entries(found).filter(([, own]) => own?.until > Date.now()));
  }

  function takeProof(kept) {
    const links = section.querySelector("[data-own-comment]");
    if (!links) return;
    const { ownComment, proof, until, mayChange } = links.dataset;
    kept[ownComment] = {
      proof,
      until: Math.min(Date.parse(until), Date.now() + HOUR),
      mayChange: Boolean(mayChange),
      page: location.pathname,
      preview: links.closest(".waiting") ? new URLSearchParams(location.search).get("awaiting") : null,
    };
    links.querySelector("[data-own-until]").textContent = untilWords(Date.parse(until));
  }

  // Whoever is sent the address of the article gets no more than that.
  function hideProof() {
    const address = new URL(location.href);
    if (!address.searchParams.has("awaiting")) return;
    address.searchParams.delete("awaiting");
    history.replaceState(history.state, "", address);
  }

  function show(pk, own) {
    if (own.page !== location.pathname || section.querySelector(`[data-own-comment="${pk}"]`)) return;
    const published = document.querySelector(`#comment-${pk} .comment-actions`);
    if (published) published.append(links(pk, own));
    else if (own.preview) section.querySelector("#respond, .notice")?.before(waiting(pk, own));
  }

  function waiting(pk, own) {
    const line = document.createElement("p");
    line.className = "notice comment-actions";
    const order = new URLSearchParams(location.search).get("corder");
    const asked = new URLSearchParams({ ...(order && { corder: order }), awaiting: own.preview });
    const preview = link(`${location.pathname}?${asked}#comment-${pk}`, section.dataset.sayShow);
    line.append(section.dataset.sayWaits, preview, links(pk, own));
    return line;
  }

  function links(pk, own) {
    const change = section.dataset.own.replace("PROOF", own.proof);
    const group = document.createElement("span");
    group.className = "own";
    if (own.mayChange) group.append(link(change, section.dataset.sayChange), " ");
    const until = document.createElement("span");
    until.textContent = untilWords(own.until);
    group.append(link(change.replace(/edit\/$/, "withdraw/"), section.dataset.sayWithdraw), " ", until);
    return group;
  }

  function link(address, words) {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = words;
    return made;
  }

  function untilWords(moment) {
    const time = timeFormat({ timeStyle: "short" }).format(moment);
    return section.dataset.sayUntil.replace("%(time)s", time);
  }
}
