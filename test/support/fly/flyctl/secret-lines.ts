/**
 * NAME=VALUE lines as `secrets import` reads them. A line is cut at its first `#` where an even number of double quotes
 * stands before it. A value may stand in single or double quotes, or in three double ones over several lines; nothing
 * inside of them is undone.
 */
export function readSecrets(text: string): Readonly<Record<string, string>> {
  const secrets: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    if (equals === -1) throw new Error(`Secrets must be provided as NAME=VALUE pairs (${line} is invalid)`);
    const name = line.slice(0, equals).trim();
    const value = withoutComment(line.slice(equals + 1).replace(/^ +/, ''));
    const isOpen = value.startsWith('"""') && !(value.length >= 6 && value.endsWith('"""'));
    if (!isOpen) {
      secrets[name] = unquoted(value);
      continue;
    }
    const end = lines.findIndex((each, index) => index > at && each.endsWith('"""'));
    // What is never closed is lost.
    if (end === -1) break;
    secrets[name] = [value.slice(3), ...lines.slice(at + 1, end), (lines[end] ?? '').slice(0, -3)].join('\n');
    at = end;
  }
  return secrets;
}

function withoutComment(value: string): string {
  const before = value.split('#', 1)[0] ?? '';
  const isComment = before !== value && (before.split('"').length - 1) % 2 === 0;
  return isComment ? before.replace(/ +$/, '') : value;
}

function unquoted(value: string): string {
  for (const quote of ['"""', '"', "'"]) {
    const isQuoted = value.length >= 2 * quote.length && value.startsWith(quote) && value.endsWith(quote);
    if (isQuoted) return value.slice(quote.length, -quote.length);
  }
  return value;
}
