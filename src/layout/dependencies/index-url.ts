const address = /([a-z][a-z0-9+.-]*):\/\/([^/@\s"']+)@[^\s"']+/gi;

/** An address without the user name and password in it. Not parsed as a URL: manifests hold placeholders that are none. */
export function bareUrl(text: string): string {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/@\s]+)@(.*)$/i.exec(text.trim());
  if (match === null) return text.trim();
  const [, scheme = '', user = '', rest = ''] = match;
  // git's own user (`ssh://git@host`) is part of the address, and no secret.
  return !user.includes(':') && scheme.endsWith('ssh://') ? text.trim() : `${scheme}${rest}`;
}

/** 1-based lines in which an address holds a password or a token. What stands for a variable (`${NAME}`, `$NAME`) is no secret. */
export function linesWithSecret(text: string): number[] {
  if (!text.includes('@')) return [];
  return text.split('\n').flatMap((line, index) => {
    const found = [...line.matchAll(address)];
    return found.some(([, scheme = '', user = '']) => holdsSecret(scheme, user)) && !/^\s*#/.test(line)
      ? [index + 1]
      : [];
  });
}

/** `user:password`, or a token in the place of the user; ssh has no tokens, and `git` is its user in other schemes too. */
function holdsSecret(scheme: string, user: string): boolean {
  if (scheme.endsWith('ssh') && !user.includes(':')) return false;
  const last = user.split(':').at(-1) ?? '';
  return last !== '' && user !== 'git' && !/^\$\{?\w+\}?$/.test(last);
}
