import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Config } from '../config.ts';
import { UserError } from '../problems.ts';
import type { World } from './command.ts';

/** Who names a bundle: the command line, else the configuration, whose paths start from the project's root. */
interface Named {
  readonly typed: unknown;
  readonly config: Config | undefined;
  readonly root: string | undefined;
}

/**
 * From here on this process trusts the certificates of `--ca-bundle` too, with whomever it speaks: registries, platforms.
 * What the environment names (SSL_CERT_FILE) is read where it is needed: it costs 50 ms. Throws `option-file`.
 */
export function trustBundle({ typed, config, root = '.' }: Named, { cwd }: Pick<World, 'cwd'>): void {
  const configured = config?.values['ca-bundle'];
  if (typeof typed === 'string') trust('--ca-bundle', resolve(cwd, typed));
  else if (configured !== undefined) trust('ca-bundle', resolve(root, configured));
}

function trust(option: string, file: string): void {
  try {
    const bundle = readFileSync(file, 'utf8');
    if (!bundle.includes('-----BEGIN ')) throw new Error('no certificate in PEM format is in it');
    setDefaultCACertificates([...getCACertificates('default'), bundle]);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code?.startsWith('ERR_') === false ? code : message;
    throw new UserError({ code: 'option-file', option, file, reason }, { cause: error });
  }
}
