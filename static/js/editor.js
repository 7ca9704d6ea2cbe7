// Lets the article editor in admin work under a policy without inline styles.
import { Extension, Plugin } from "django-prose-editor/editor"

const BOLD = /font-weight:\s*(bold|[6-9]00)/i
const ITALIC = /font-style:\s*italic/i
const NOT_BOLD = /font-weight:\s*(normal|400)/i

// Word and Google Docs write bold and italic as styles. The policy empties style
// attributes while pasted HTML is parsed, so they are read as plain data first.
function withoutInlineStyles(html) {
  const inert = html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-css="))
  const pasted = new DOMParser().parseFromString(inert, "text/html")
  for (const element of pasted.querySelectorAll("[data-css]")) {
    const css = element.dataset.css
    element.removeAttribute("data-css")
    if (element.matches("b, strong") && NOT_BOLD.test(css)) {
      element.replaceWith(...element.childNodes)
    } else if (element.matches("span")) {
      if (BOLD.test(css)) wrap(element, "strong")
      if (ITALIC.test(css)) wrap(element, "em")
    }
  }
  return pasted.body.innerHTML
}

function wrap(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

export const CspSafe = Extension.create({
  name: "cspSafe",
  // Its style sheet is static/css/editor.css.
  onBeforeCreate() {
    this.editor.options.injectCSS = false
  },
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: withoutInlineStyles } })]
  },
})
