// What makes comments easier to read: times where the reader is, and news of replies that
// came meanwhile. Without it the page says the same, as it was when it was loaded.
"use strict";

{
  const section = document.getElementById("comments");

  if (section) {
    tellLocalTimes();
    tellNews();
  }

  // The site's own time stays at hand, as the title.
  function tellLocalTimes() {
    const inFigures = { dateStyle: "short", timeStyle: "short" };
    const write = timeFormat({ dateStyle: "medium", timeStyle: "short" }, inFigures);
    for (const time of section.querySelectorAll(".comment-meta time")) {
      const [, sign, hours, minutes] = time.dateTime.match(/([+-])(\d\d):(\d\d)$/) ?? [];
      if (!sign) continue;
      time.title = `${time.textContent} (${sign}${hours}:${minutes})`;
      const written = new Date(time.dateTime);
      const there = (sign === "-" ? 1 : -1) * (Number(hours) * 60 + Number(minutes));
      if (written.getTimezoneOffset() !== there) time.textContent = write.format(written);
    }
  }

  // A line at the edge of the window; what is being read stays where it is.
  function tellNews() {
    const EVERY = 30_000;
    const say = section.dataset;
    const since = say.since ? new Date(say.since) : new Date(0);
    const rules = new Intl.PluralRules(document.documentElement.lang);
    const forms = { one: say.sayOne, few: say.sayFew };
    let line = null;
    let asked = Date.now();

    function show(fresh, areMore) {
      if (!fresh.length) return line?.remove();
      if (!line) {
        line = document.createElement("p");
        line.className = "news";
        line.role = "status";
        line.append(document.createElement("a"));
      }
      const form = forms[rules.select(fresh.length)] ?? say.sayMany;
      line.firstChild.textContent = form.replace("%(count)d", `${fresh.length}${areMore ? "+" : ""}`);
      line.firstChild.href = say.permalink.replace("/0/", `/${fresh.at(-1)}/`);
      if (!line.isConnected) section.append(line);
    }

    async function ask() {
      asked = Date.now();
      try {
        const answer = await fetch(say.news.replace("/0/", `/${say.article}/`), { credentials: "omit", cache: "no-cache" });
        if (!answer.ok) return;
        const { latest, more } = await answer.json();
        const isNew = ([pk, at]) => new Date(at) > since && !document.getElementById(`comment-${pk}`);
        const fresh = latest.filter(isNew).map(([pk]) => pk);
        show(fresh, more && fresh.length === latest.length);
      } catch {
        // Another time.
      }
    }

    // Nobody reads in a tab that is hidden. Half the time, since timers are not exact.
    function askIfRead() {
      if (document.visibilityState === "visible" && Date.now() - asked >= EVERY / 2) ask();
    }
    setInterval(askIfRead, EVERY);
    document.addEventListener("visibilitychange", askIfRead);
  }
}
