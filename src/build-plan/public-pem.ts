/** What is made to be handed out: https://www.rfc-editor.org/rfc/rfc7468 */
const PUBLIC = /^((X509 |TRUSTED )?CERTIFICATE|(RSA |EC |DSA )?PUBLIC KEY|X509 CRL)$/;
const MARK = /^-----(BEGIN|END) ([A-Z0-9 ]+)-----$/;

/**
 * Whether a file in PEM holds certificates or public keys and nothing else: a bundle of authorities by which a database is
 * trusted (`sslrootcert`), the key that tokens are verified with. Names and comments between them may stand there.
 */
export function isPublicPem(text: string): boolean {
  let inside: string | undefined;
  let blocks = 0;
  for (const line of text.split('\n')) {
    const [, word, label = ''] = MARK.exec(line.trimEnd()) ?? [];
    if (word === 'BEGIN' && inside === undefined && PUBLIC.test(label)) inside = label;
    else if (word === 'END' && inside === label) {
      inside = undefined;
      blocks++;
    } else if (!(inside === undefined ? isComment(line) : /^[\w+/=\s]*$/.test(line))) return false;
  }
  return blocks > 0 && inside === undefined;
}

function isComment(line: string): boolean {
  return !/-----|PRIVATE|pass(word|phrase)/i.test(line);
}
