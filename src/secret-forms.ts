/** A value with several lines, such as a key, is told line by line too; shorter lines stand in too many harmless places. */
const SHORTEST_LINE = 8;

/** The ways in which programs write a secret: as it is, in URLs, JSON, HTML, quoted for a shell or by Python, in base64. */
export function secretForms(value: string): ReadonlySet<string> {
  const lines = value.split(/\r?\n/).filter((line) => line.length >= SHORTEST_LINE);
  const plain = lines.length > 1 ? [value, ...lines] : [value];
  return new Set(
    plain.flatMap((text) => [
      text,
      ...urlForms(text),
      ...jsonForms(text),
      ...shellForms(text),
      ...htmlForms(text),
      ...base64Forms(text),
    ]),
  );
}

/** JavaScript leaves some signs that others escape (RFC 3986); a path keeps its slashes, a form writes + for a space. */
function urlForms(text: string): readonly string[] {
  const usual = encodeURIComponent(text);
  const strict = usual.replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const all = [usual, strict].flatMap((form) => [form, form.replaceAll('%2F', '/'), form.replaceAll('%20', '+')]);
  const lower = all.map((form) => form.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
  return [...all, ...lower, encodeURI(text)];
}

/** Python's `json` writes ASCII alone unless it is told otherwise; its `repr` quotes apostrophes. */
function jsonForms(text: string): readonly string[] {
  const usual = JSON.stringify(text).slice(1, -1);
  const ascii = usual.replaceAll(
    /[\u0080-\uFFFF]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [usual, ascii, usual.replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`)];
}

/** In apostrophes, as shells and as Python's shlex end them, and with a backslash before each sign. */
function shellForms(text: string): readonly string[] {
  return [
    text.replaceAll("'", String.raw`'\''`),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll(/[^\w@%+=:,./\u0080-\uFFFF-]/g, String.raw`\$&`),
  ];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As Django's pages of errors and templates write it; the apostrophe has two names. */
function htmlForms(text: string): readonly string[] {
  const escaped = text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
  return [escaped.replaceAll("'", '&#x27;'), escaped.replaceAll("'", '&#39;')];
}

/**
 * Base64 of the value alone, and the part of it that does not depend on what stands before and after it, as in
 * `user:password`: at each of the three offsets the characters that mix in foreign bits are cut off.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const start = offset === 0 ? 0 : offset + 1;
    const isWhole = (offset + bytes.length) % 3 === 0;
    return encoded.slice(start, isWhole ? undefined : -1);
  });
  const long = inside.filter((form) => form.length >= 8);
  return [bytes.toString('base64'), bytes.toString('base64url'), ...long, ...long.map(toUrlAlphabet)];
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
