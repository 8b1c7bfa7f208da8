import { readFileSync } from 'node:fs';
import { UserError } from '../problems.ts';
import type { Redactor } from '../redact.ts';
import type { BuildOptions, BuildSecret } from '../values/build-options.ts';

/** What a build may read while it runs, by id; none of it becomes part of the image. */
export interface Lent {
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Sockets of agents and paths of keys. */
  readonly ssh: ReadonlyMap<string, readonly string[]>;
}

type Lender = Pick<BuildOptions, 'caBundle' | 'buildSecrets' | 'ssh'>;

/**
 * Reads what the options lend to the build; whatever is in it is a secret from here on. What only the last build had is
 * passed over: its source is not known any more, and steps from the cache do without. Throws `option-file`,
 * `option-value`, `ssh-agent-unset`.
 */
export function lentToBuild({ caBundle, buildSecrets, ssh }: Lender, env: NodeJS.ProcessEnv, redactor: Redactor): Lent {
  const given = buildSecrets.filter(({ file, env: variable }) => file !== undefined || variable !== undefined);
  const secrets = given.map((secret) => [secret.id, valueOf(secret, env)] as const);
  for (const [, value] of secrets) hide(value.toString('utf8'), redactor);
  return {
    secrets: new Map([...(caBundle === undefined ? [] : [['ca', read('--ca-bundle', caBundle)] as const]), ...secrets]),
    ssh: new Map(ssh.flatMap((text) => sourcesOf(text, env))),
  };
}

function valueOf({ id, file, env: variable }: BuildSecret, env: NodeJS.ProcessEnv): Buffer {
  if (variable === undefined) return read('--build-secret', file ?? id);
  const value = env[variable];
  if (value !== undefined) return Buffer.from(value);
  const wanted = `of a variable that is set, and ${variable} is not`;
  throw new UserError({ code: 'option-value', option: '--build-secret', value: `id=${id},env=${variable}`, wanted });
}

function read(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UserError({ code: 'option-file', option, file, reason }, { cause: error });
  }
}

/** `id` alone is the agent of this session; `id=` is one of the last build, of which only the name is kept. */
function sourcesOf(text: string, env: NodeJS.ProcessEnv): readonly (readonly [string, readonly string[]])[] {
  const [id = '', sources] = text.split('=', 2);
  if (sources !== undefined) return sources === '' ? [] : [[id, sources.split(',')]];
  const agent = env['SSH_AUTH_SOCK'];
  if (agent) return [[id, [agent]]];
  throw new UserError({ code: 'ssh-agent-unset', id });
}

/** What is secret inside of a netrc, pip.conf or uv.toml; of anything else all of it is. */
function hide(text: string, redactor: Redactor): void {
  const said = text.matchAll(/\b(?:password|passwd|token|secret)\b["']?\s*[ =:]\s*["']?([^\s"']+)/gi);
  const words = [...said].map(([, word]) => word);
  const addresses = text.match(/[a-z][a-z0-9+.-]*:\/\/[^\s"'@/]+@/gi) ?? [];
  for (const word of words) redactor.add(word);
  for (const address of addresses) redactor.addPassword(address);
  if (words.length + addresses.length === 0) redactor.add(text.trim());
}
