import mustache from 'mustache';

/** Fills a template of text. Every value has been quoted for where it stands: mustache's own escaping is that of HTML, and off. */
export function fillText(template: string, view: object): string {
  return mustache.render(template, view, {}, { escape: (text) => String(text) });
}

/** Fills a template of HTML: every value is escaped. `parts` are templates that it takes up by name. */
export function fillHtml(template: string, view: object, parts: Readonly<Record<string, string>>): string {
  return mustache.render(template, view, { ...parts });
}
