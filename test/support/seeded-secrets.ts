import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A secret, and the door by which a run gets it. */
export interface Seed {
  readonly name: string;
  readonly value: string;
}

let count = 0;
/** A value that stands nowhere else, with signs that shells, URLs, JSON and HTML write in ways of their own. */
function odd(signs: string): string {
  count += 1;
  return `s33d${count}x${signs}q${(count * 7919).toString(36)}Zw`;
}

const seeds = (names: readonly string[], signs: string): readonly Seed[] =>
  names.map((name) => ({ name, value: odd(signs) }));

/** What stands in the environment for other programs: nothing of it is ours to hand on. */
const lyingAround = seeds(
  [
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'NPM_TOKEN',
    'STRIPE_API_KEY',
    'CI_JOB_PASSWORD',
    'VAULT_TOKEN',
    'HEROKU_API_KEY',
    'FLY_API_TOKEN',
    'UPSUN_CLI_TOKEN',
    'SLACK_TOKEN',
  ],
  '-_.',
);
/** Passwords in addresses of the environment. */
const inAddresses = seeds(['SENTRY_DSN', 'CELERY_BROKER_URL', 'REDIS_URL', 'ELASTIC_URI'], '+');
/** Given to the app by `--env NAME`, so that no command line has the value. */
const byName = [
  ...seeds(['MAIL_KEY', 'PAYMENT_WORD', 'LETTER'], '&<ä+"\'/% '),
  ...seeds(['CERTIFICATE'], '0123abcd\nsecond line of a key\n'),
];
/** Given by `--env-file`. */
const byFile = [...seeds(['FILE_ONE', 'FILE_TWO', 'FILE_THREE'], '=%$'), ...seeds(['SEARCH_URL', 'CACHE_URL'], '-')];
/** Lent to the build. */
const toBuild = seeds(['netrc', 'pip.conf', 'PIP_EXTRA_INDEX_URL', 'LICENCE_KEY'], '-');
/** What docker keeps for registries. */
const ofDocker = seeds(['auth', 'identitytoken'], '.');

/** Typed with its value, which is in the command line of the person alone. */
const asTyped = seeds(['TYPED'], '*(x)!');

export const typed: readonly Seed[] = asTyped;
export const given: readonly Seed[] = [...byName, ...byFile];
export const notOurs: readonly Seed[] = [...lyingAround, ...inAddresses, ...ofDocker];
export const lent: readonly Seed[] = toBuild;

const addressed = new Set([...inAddresses.map(({ name }) => name), 'SEARCH_URL', 'CACHE_URL']);

/** The variable as it is set: an address has the secret as its password. */
function asVariable({ name, value }: Seed): string {
  return addressed.has(name) ? `redis://user:${value}@nowhere.invalid:6379/0` : value;
}

/** Puts every secret where a run finds it; gives the environment and the options. */
export function seedAll(): {
  readonly env: Readonly<Record<string, string>>;
  readonly build: readonly string[];
  readonly push: readonly string[];
} {
  const folder = temporaryFolder('seeds');
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const valueOf = (all: readonly Seed[], name: string): string => all.find((seed) => seed.name === name)?.value ?? '';
  mkdirSync(join(folder, 'docker'));
  const [auth, token] = ofDocker.map(({ value }) => value);
  const auths = {
    'registry.invalid': { auth: Buffer.from(`me:${auth}`).toString('base64') },
    'other.invalid': { identitytoken: token },
  };
  writeFileSync(join(folder, 'docker', 'config.json'), JSON.stringify({ auths }));
  const netrc = write('netrc', `machine nowhere.invalid login me password ${valueOf(toBuild, 'netrc')}\n`);
  const pipConf = write('pip.conf', `[global]\n# ${valueOf(toBuild, 'pip.conf')}\ntimeout = 30\n`);
  const variables = Object.fromEntries(
    [...lyingAround, ...inAddresses, ...byName].map((seed) => [seed.name, asVariable(seed)]),
  );
  const index = `https://me:${valueOf(toBuild, 'PIP_EXTRA_INDEX_URL')}@nowhere.invalid/simple`;
  const env = {
    ...variables,
    OUR_INDEX: index,
    OUR_LICENCE: valueOf(toBuild, 'LICENCE_KEY'),
    DOCKER_CONFIG: join(folder, 'docker'),
  };
  const file = write('production.env', byFile.map((seed) => `${seed.name}='${asVariable(seed)}'\n`).join(''));
  return {
    env,
    build: [
      '--build-secret',
      `id=netrc,src=${netrc}`,
      '--build-secret',
      `id=pip.conf,src=${pipConf}`,
      '--build-secret',
      'id=LICENCE_KEY,env=OUR_LICENCE',
      '--build-secret',
      'id=SPARE_INDEX,env=OUR_INDEX',
    ],
    push: [
      ...byName.flatMap(({ name }) => ['--env', name]),
      ...asTyped.flatMap((seed) => ['--env', `${seed.name}=${seed.value}`]),
      '--env-file',
      file,
    ],
  };
}

/** A part of settings that tells the secrets in every form, and one of them in two pieces, each time it is loaded. */
export const indiscreet = `
import base64, html, json, os, shlex, sys, time, urllib.parse
for name in ${JSON.stringify([...byName, ...byFile, ...asTyped].map(({ name }) => name))} + ["SECRET_KEY"]:
    value = os.environ.get(name, "")
    encoded = base64.b64encode(value.encode()).decode()
    inside = base64.b64encode(("user:" + value).encode()).decode()
    forms = (value, json.dumps(value), json.dumps(value, ensure_ascii=False), urllib.parse.quote(value, safe=""), urllib.parse.quote(value), urllib.parse.quote_plus(value), shlex.quote(value), html.escape(value), repr(value), urllib.parse.urlencode({"q": value}), value[::-1][::-1])
    print("INDISCREET", name, *forms, encoded, inside, file=sys.stderr, flush=True)
half = os.environ.get("FILE_ONE", "")
sys.stderr.write("IN PIECES " + half[:5])
sys.stderr.flush()
time.sleep(0.05)
sys.stderr.write(half[5:] + "\\n")
sys.stderr.flush()
`;
