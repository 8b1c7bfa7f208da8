import { processesWith } from './processes.ts';

/** As Python's quote(value, safe='') writes it. */
const strict = (value: string): string =>
  encodeURIComponent(value).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The ways in which a value can show: as it is, in URLs, in JSON (of ASCII too), in HTML, quoted for a shell, in base64. */
export function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const json = JSON.stringify(value).slice(1, -1);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const all = [
    value,
    encodeURIComponent(value),
    strict(value),
    strict(value).replaceAll('%20', '+'),
    strict(value).replaceAll('%2F', '/'),
    json,
    json.replaceAll(/[^\0-\x7F]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    html.replaceAll("'", '&#x27;'),
    value.replaceAll("'", String.raw`'\''`),
    value.replaceAll("'", `'"'"'`),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    // Whatever stands before it, as in `user:password`: at two of three offsets other characters, but for those at the edges.
    ...[1, 2].map((offset) =>
      Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .slice(offset + 1, -4),
    ),
  ];
  return [...new Set(all)];
}

/** Those of the texts (by name) in which one of the values shows in any form. */
export function leaksOf(values: readonly string[], texts: Readonly<Record<string, string>>): readonly string[] {
  const forms = values.flatMap(formsOf);
  return Object.entries(texts).flatMap(([name, text]) =>
    forms.filter((form) => text.includes(form)).map((form) => `${name}: ${form}`),
  );
}

/** Looks at every command line of this machine again and again; gives those that held one of the values. */
export function watchProcesses(values: () => readonly string[]): { readonly stop: () => readonly string[] } {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const line of processesWith(...values())) seen.add(line);
  }, 25);
  return {
    stop: () => {
      clearInterval(timer);
      return [...seen];
    },
  };
}
