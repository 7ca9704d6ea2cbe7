// Times in the language of the page, for the other scripts.
"use strict";

// What writes a moment where the reader is. A browser that doesn't know the language (Tajik)
// writes it in figures, which are the same in Russian.
function timeFormat(options, inFigures = options) {
  const language = document.documentElement.lang;
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  const locale = `${isKnown ? language : "ru"}-u-ca-gregory-nu-latn`;
  return new Intl.DateTimeFormat(locale, isKnown ? options : inFigures);
}
