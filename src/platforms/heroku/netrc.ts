/**
 * The password that a ~/.netrc keeps for a host, where `heroku login` leaves its token (the format of ftp(1): words apart by
 * any white space, a `macdef` up to an empty line, `#` comments). Undefined when there is none.
 */
export function netrcPassword(text: string, host: string): string | undefined {
  const words = text
    .replaceAll(/^\s*macdef[^]*?(?:\n\s*\n|$(?![^]))/gm, '')
    .replaceAll(/(^|\s)#.*$/gm, '$1')
    .split(/\s+/)
    .filter(Boolean);
  let isHost = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === 'machine') isHost = words[(at += 1)] === host;
    else if (word === 'default') isHost = false;
    else if (word === 'login' || word === 'account') at += 1;
    else if (word === 'password') {
      at += 1;
      if (isHost) return words[at];
    }
  }
  return undefined;
}
