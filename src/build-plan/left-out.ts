import type { ProjectFile } from '../values/project-files.ts';

/** A rule of ours about what must not, or need not, reach an image; `name` is what the person is told. */
interface Rule {
  readonly name: string;
  readonly matches: (base: string, file: ProjectFile) => boolean;
}

/** Files that the tools which read them keep passwords and tokens in. */
const credentialFiles: ReadonlySet<string> = new Set([
  '.aws',
  '.azure',
  '.boto',
  '.dockercfg',
  '.git-credentials',
  '.gnupg',
  '.htpasswd',
  '.netrc',
  '.npmrc',
  '.pgpass',
  '.pypirc',
  '.secrets.toml',
  '.secrets.yaml',
  '.secrets.yml',
  '.secrets.json',
  '.ssh',
  'terraform.tfstate',
  'terraform.tfvars',
]);

const caches = new Set(['__pycache__', '.mypy_cache', '.pytest_cache', '.ruff_cache', '.cache', '.DS_Store']);

/** The rule for keys, which what a file holds can overrule. */
export const PRIVATE_KEY = 'private key';

// Made once: each entry of a project is asked for all of them.
const ENVIRONMENT = /^\.envs?$|^\.env[._-].+$|.\.env$/;
const KEY = /\.(pem|key|p12|pfx|jks|ppk)$/i;
const SSH_KEY = /^id_(rsa|dsa|ecdsa|ed25519)$/;
const CREDENTIALS = /^(.+[-_.])?(credentials?|service[-_]?account|client[-_]?secrets?|adminsdk)([-_.].*)?\.json$/i;
/** Not `Dockerfile.db`, which makes the image of a database. */
const SQLITE = /^(?!(docker|container)file\.).*\.(sqlite3?|db3?)(-(wal|shm|journal))?$/i;
/** Where programs keep logs, ours among them, should the project be somebody's home. */
const STATE = /(^|\/)\.local\/state$/;
const BYTECODE = /\.py[co]$/;

/** What no rule is about, and most of a tree is: asked before the rules. */
const PLAIN = /(^|\/)[^./][^/]*\.(py|html|css|js|ts|md|rst|svg|png|jpg)$/;

const named =
  (...names: readonly string[]) =>
  (base: string): boolean =>
    names.includes(base);

const rules: readonly Rule[] = [
  {
    name: 'environment file',
    matches: (base) => (ENVIRONMENT.test(base) || base === '.envrc') && !isExample(base),
  },
  {
    name: PRIVATE_KEY,
    matches: (base) => KEY.test(base) || SSH_KEY.test(base),
  },
  {
    name: 'credentials',
    matches: (base) => credentialFiles.has(base) || CREDENTIALS.test(base),
  },
  { name: 'SQLite database', matches: (base) => SQLITE.test(base) },
  {
    name: 'version control',
    matches: named('.git', '.hg', '.svn'),
  },
  {
    name: 'virtual environment',
    matches: (base, { isVirtualEnvironment = false }) =>
      isVirtualEnvironment || ['.venv', '.tox', '.nox', '__pypackages__'].includes(base),
  },
  { name: 'packages of Node', matches: (base, { kind }) => base === 'node_modules' && kind !== 'file' },
  {
    name: 'cache',
    matches: (base, { path }) => STATE.test(path) || caches.has(base) || BYTECODE.test(base),
  },
];

/**
 * Name of the rule by which an entry of the project stays out of the image; undefined when it may go in. What lies below
 * an entry that is left out is left out with it.
 */
export function leftOutBy(file: ProjectFile): string | undefined {
  if (file.isUnreadable) return 'cannot be read';
  if (file.kind === 'other') return 'neither file, folder nor link';
  if (file.kind === 'file' && !file.isVirtualEnvironment && PLAIN.test(file.path)) return undefined;
  const base = file.path.slice(file.path.lastIndexOf('/') + 1);
  return rules.find((rule) => rule.matches(base, file))?.name;
}

/** .env.example and its like hold no secrets: they say which ones there are. */
function isExample(base: string): boolean {
  return /[._-](example|sample|template|dist|defaults?)(\.env)?$|^(example|sample|template)[._-]/i.test(base);
}
