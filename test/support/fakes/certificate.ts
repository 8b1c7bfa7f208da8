import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate for every host below a domain and for names besides, its own authority: clients are told of the file. */
export function certificateIn(
  folder: string,
  domain: string,
  names: readonly string[] = [],
): { readonly file: string; readonly cert: Buffer; readonly key: Buffer } {
  const [file, keyFile] = [join(folder, 'ca.pem'), join(folder, 'key.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const all = [`*.${domain}`, ...names].map((name) => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`));
  const subject = ['-subj', `/CN=${domain}`, '-addext', `subjectAltName=${all.join(',')}`];
  execFileSync('openssl', [...made, ...subject, '-keyout', keyFile, '-out', file], { stdio: 'ignore' });
  return { file, cert: readFileSync(file), key: readFileSync(keyFile) };
}
