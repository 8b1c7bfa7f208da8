/** What is made to be handed out: https://www.rfc-editor.org/rfc/rfc7468, and of OpenPGP https://www.rfc-editor.org/rfc/rfc9580#section-6.2 */
const PUBLIC =
  /^((X509 |TRUSTED )?CERTIFICATE|(NEW )?CERTIFICATE REQUEST|(RSA |EC |DSA )?PUBLIC KEY|X509 CRL|(X9\.42 )?DH PARAMETERS|PGP PUBLIC KEY BLOCK)$/;
const MARK = /^-----(BEGIN|END) ([A-Z0-9. ]+)-----$/;
/** What OpenPGP writes above a key. */
const HEADER = /^(Version|Comment|Hash|Charset|MessageID): /;
const SECRET = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/;

/** By their names mostly keys that are nobody's to have, which may be public all the same. */
const KEYS = /\.(pem|key)$/i;
/** By their names mostly public, which may hold a private key beside or in its place. */
const CERTIFICATES = /\.(crt|cer|cert|asc|gpg|pgp)$/i;

/**
 * Whether a file of that name holds a private key by what stands in it; undefined for one whose name alone says what it is.
 * What cannot be read as text is what its name says.
 */
export function holdsPrivateKey(path: string, readText: () => string | undefined): boolean | undefined {
  if (KEYS.test(path)) return !isPublicPem(readText() ?? '');
  return CERTIFICATES.test(path) ? SECRET.test(readText() ?? '') : undefined;
}

/**
 * Whether a file in PEM or in the armour of OpenPGP holds certificates or public keys and nothing else: a bundle of authorities by
 * which a database is trusted (`sslrootcert`), the key that tokens are verified with, or that a mail is encrypted for. Names and
 * comments between them may stand there.
 */
function isPublicPem(text: string): boolean {
  let inside: string | undefined;
  let blocks = 0;
  for (const line of text.split('\n')) {
    const [, word, label = ''] = MARK.exec(line.trimEnd()) ?? [];
    if (word === 'BEGIN' && inside === undefined && PUBLIC.test(label)) inside = label;
    else if (word === 'END' && inside === label) {
      inside = undefined;
      blocks++;
    } else if (!(inside === undefined ? isComment(line) : isInside(inside, line))) return false;
  }
  return blocks > 0 && inside === undefined;
}

function isInside(label: string, line: string): boolean {
  return /^[\w+/=\s]*$/.test(line) || (label.startsWith('PGP ') && HEADER.test(line) && isComment(line));
}

function isComment(line: string): boolean {
  return !/-----|PRIVATE|pass(word|phrase)/i.test(line);
}
