import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Heroku } from './start-heroku.ts';

const version = '11.10.0';
const cache = resolve(import.meta.dirname, '../../../.cache/heroku');

/** Makes sure that the real heroku command lies below .cache (395 MB; a minute the first time), and gives its program. */
export function herokuProgram(): string {
  const folder = join(cache, version);
  const program = join(folder, 'node_modules/.bin/heroku');
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
  const args = ['install', `heroku@${version}`, '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', args, { cwd: draft, stdio: 'pipe' });
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return program;
}

export interface RanHeroku {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command looks names up by, in place of the machine's own file of hosts. */
const hosts = (addresses: Readonly<Record<string, string>>): string => `
const dns = require('node:dns');
const addresses = ${JSON.stringify(addresses)};
const usual = dns.lookup;
dns.lookup = (name, options, done) => {
  const [how, tell] = typeof options === 'function' ? [{}, options] : [options ?? {}, done];
  const address = addresses[name];
  if (address === undefined) return usual(name, options, done);
  process.nextTick(() => (how.all ? tell(null, [{ address, family: 4 }]) : tell(null, address, 4)));
};
`;

/**
 * Runs the real command against a Heroku of the tests. `host` is what it takes for heroku.com: an address of the API alone,
 * or a domain below which the API and the registry are, each at one of `addresses`, port 443.
 */
export async function runHeroku(
  heroku: Heroku,
  args: readonly string[],
  {
    host = heroku.api.replace('127.0.0.1', 'localhost'),
    addresses = {},
    stdin = '',
  }: {
    readonly host?: string;
    readonly addresses?: Readonly<Record<string, string>>;
    readonly stdin?: string;
  } = {},
): Promise<RanHeroku> {
  const home = heroku.env['HOME'] ?? '';
  const preload = join(home, 'hosts.cjs');
  writeFileSync(preload, hosts(addresses));
  const child = spawn(herokuProgram(), args, {
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      HEROKU_HOST: host,
      HEROKU_API_KEY: heroku.token,
      HEROKU_SKIP_NEW_VERSION_CHECK: '1',
      HEROKU_SKIP_ANALYTICS: '1',
      DISABLE_TELEMETRY: 'true',
      NO_COLOR: '1',
      NODE_EXTRA_CA_CERTS: heroku.edge.certificate,
      NODE_OPTIONS: `--require=${preload}`,
    },
  });
  child.stdin.end(stdin);
  const ended = new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}
