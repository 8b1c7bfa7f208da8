import { describe, expect, it } from 'vitest';
import { chooseFiles, neededBy } from '../../src/build-plan/chosen-files.ts';
import { leftOutBy } from '../../src/build-plan/left-out.ts';
import { project } from '../layout/project.ts';
import { layoutOf } from '../support/layouts.ts';
import { problemOf } from '../support/problem-of.ts';

const site = {
  'blog/manage.py': '',
  'blog/blog/settings.py': '',
  'blog/blog/wsgi.py': '',
  'blog/data.csv': '',
  'notes.txt': '',
};

function choose(files: Readonly<Record<string, string>>) {
  const { taken, leftOut, problems } = chooseFiles(project({ ...site, ...files }), neededBy(layoutOf()));
  const paths = taken.filter(({ kind }) => kind === 'file').map(({ path }) => path);
  return { paths, out: leftOut.map(({ path, rule }) => `${path}: ${rule}`), problems };
}

describe('the file that is followed', () => {
  it('is .dockerignore at the root', () => {
    const { out, paths } = choose({ '.dockerignore': '*.txt\n', 'blog/.dockerignore': 'data.csv' });
    expect(out).toEqual(['notes.txt: .dockerignore']);
    expect(paths).toContain('blog/data.csv');
  });

  it("is the Dockerfile's own before it, as docker has it", () => {
    const { out } = choose({ '.dockerignore': 'blog/data.csv\n', 'Dockerfile.dockerignore': '*.txt\n' });
    expect(out).toEqual(['notes.txt: Dockerfile.dockerignore']);
  });

  it('is the one beside manage.py, for what lies there, when the root has none', () => {
    const { out, paths } = choose({ 'blog/.dockerignore': '*.csv\nnotes.txt\n' });
    expect(out).toEqual(['blog/data.csv: blog/.dockerignore']);
    expect(paths).toContain('notes.txt');
  });

  it('stands in the way when it holds what is no pattern', () => {
    expect(problemOf(() => choose({ '.dockerignore': '*.pyc\n[' }))).toEqual({
      code: 'dockerignore-pattern',
      file: '.dockerignore',
      line: 2,
      pattern: '[',
    });
  });
});

describe('what the image needs', () => {
  it.each([
    ['*\n!requirements', 'blog/blog/settings.py', 1, '*'],
    ['*.txt\nblog/blog', 'blog/blog/settings.py', 2, 'blog/blog'],
    ['**/wsgi.py', 'blog/blog/wsgi.py', 1, '**/wsgi.py'],
  ])('%j, which leaves out the settings or the application, is for another image', (text, path, line, pattern) => {
    const { out, paths, problems } = choose({ '.dockerignore': text, '.env': '' });
    expect(problems).toEqual([
      { code: 'dockerignore-disregarded', file: '.dockerignore', line, pattern, path, isWhole: true },
    ]);
    expect(paths).toEqual(['.dockerignore', ...Object.keys(site).toSorted()]);
    expect(out).toEqual(['.env: environment file']);
  });

  it('is manage.py, which is taken alone', () => {
    const { out, paths, problems } = choose({ '.dockerignore': '*.txt\n**/manage.py\n' });
    expect(problems).toMatchObject([{ path: 'blog/manage.py', line: 2, isWhole: false }]);
    expect(out).toEqual(['notes.txt: .dockerignore']);
    expect(paths).toContain('blog/manage.py');
  });

  it('is not the settings of other stages', () => {
    const { out, problems } = choose({ '.dockerignore': '**/local.py', 'blog/blog/local.py': '' });
    expect([out, problems]).toEqual([['blog/blog/local.py: .dockerignore'], []]);
  });
});

it.each([
  ['.env', 'environment file'],
  ['.env.production', 'environment file'],
  ['.env-live', 'environment file'],
  ['.env.js', 'environment file'],
  ['config/live.env', 'environment file'],
  ['.envs/.production/.django', undefined],
  ['.envrc', 'environment file'],
  ['.env.example', undefined],
  ['.env.live.template', undefined],
  ['example.env', undefined],
  ['live.env.sample', undefined],
  ['environment.py', undefined],
  ['tls/server.key', 'private key'],
  ['keys.py', undefined],
  ['google-credentials.json', 'credentials'],
  ['app/service_account.prod.json', 'credentials'],
  ['client_secret_123.json', 'credentials'],
  ['credentials.py', undefined],
  ['.secrets.toml', 'credentials'],
  ['.ssh', 'credentials'],
  ['db.sqlite3-journal', 'SQLite database'],
  ['site.db', 'SQLite database'],
  ['Dockerfile.db', undefined],
  ['docker/dockerfile.db3', undefined],
])('%s: %s', (path, rule) => {
  const { leftOut } = chooseFiles(project({ ...site, [path]: '' }), neededBy(layoutOf()));
  const [found] = leftOut;
  expect(path.startsWith('.envs/') ? found : found?.rule).toEqual(
    path.startsWith('.envs/') ? { path: '.envs', rule: 'environment file' } : rule,
  );
});

describe('a .pem, and a .key', () => {
  const block = (label: string): string => `-----BEGIN ${label}-----\nMIIB+/x=\n-----END ${label}-----\n`;
  const one = block('CERTIFICATE');
  const pgp = block('PGP PUBLIC KEY BLOCK').replace('MIIB', 'Version: GnuPG v2 (GNU/Linux)\nComment: a - b\n\nmQENBF');

  it.each([
    ['a certificate', one],
    ['a bundle with comments', `# An authority\n${one}\nsubject=CN = Another\n${one}`],
    ['with line ends of Windows', one.replaceAll('\n', '\r\n')],
    ['a public key', block('PUBLIC KEY')],
    ['a public key of OpenPGP', pgp],
    ['a request for a certificate', block('CERTIFICATE REQUEST')],
    ['what two sides agree on a key by', block('DH PARAMETERS')],
  ])('goes in when it holds nothing but what is public: %s', (_, text) => {
    const names = ['blog/certs/ca.pem', 'blog/certs/CA.PEM', 'blog/certs/public.key'];
    const { out, paths } = choose(Object.fromEntries(names.map((name) => [name, text])));
    expect(out).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(names));
  });

  it.each([
    ['a private key', block('PRIVATE KEY')],
    ['one among certificates', `${one}${block('RSA PRIVATE KEY')}${one}`],
    ['one that is encrypted', `${one}${block('ENCRYPTED PRIVATE KEY')}`],
    ['one that is cut off', `${one}-----BEGIN PRIVATE KEY-----\nMIIB`],
    ['a certificate that is cut off', `${one}-----BEGIN CERTIFICATE-----\nMIIB`],
    ['one without its head', `${one}\nMIIB\n-----END PRIVATE KEY-----`],
    ['one in a block of another name', '-----BEGIN CERTIFICATE-----\nkey: x\n-----END CERTIFICATE-----\n'],
    ['a password beside it', `# password: very-secret\n${one}`],
    ['parameters', `${one}${block('EC PARAMETERS')}`],
    ['a private key of OpenPGP', pgp.replaceAll('PUBLIC', 'PRIVATE')],
    ['one behind the public one', `${pgp}${pgp.replaceAll('PUBLIC', 'PRIVATE')}`],
    ['a password in a header', pgp.replace('a - b', 'passphrase very-secret')],
    ['a header where none belongs', one.replace('MIIB', 'Comment: very-secret\nMIIB')],
    ['nothing', ''],
    ['something else', 'very-secret-value\n'],
  ])('stays out with %s', (_, text) => {
    expect(choose({ 'blog/ca.pem': text, 'blog/s.key': text }).out).toEqual([
      'blog/ca.pem: private key',
      'blog/s.key: private key',
    ]);
  });

  it('only by that name: what is a key by another stays out whatever it holds', () => {
    expect(choose({ 'blog/store.p12': one, id_rsa: one }).out).toEqual([
      'blog/store.p12: private key',
      'id_rsa: private key',
    ]);
  });

  it.each(['blog/server.crt', 'blog/server.CER', 'blog/a.cert', 'blog/signing.asc', 'blog/signing.gpg'])(
    'a certificate by its name goes in, with a private key in it it does not: %s',
    (path) => {
      for (const text of [one, pgp, '', block('PGP MESSAGE'), 'Bag Attributes: x\n' + one])
        expect(choose({ [path]: text }).out).toEqual([]);
      for (const label of ['PRIVATE KEY', 'EC PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'PGP PRIVATE KEY BLOCK'])
        expect(choose({ [path]: `${one}${block(label)}` }).out).toEqual([`${path}: private key`]);
    },
  );

  it('stays out where .dockerignore says so, and in a folder that does', () => {
    expect(choose({ '.dockerignore': 'blog/ca.pem\n', 'blog/ca.pem': one }).out).toEqual([
      'blog/ca.pem: .dockerignore',
    ]);
    expect(choose({ '.aws/ca.pem': one }).out).toEqual(['.aws: credentials']);
  });
});

it('a file of code that cannot be read, or is of a virtual environment, stays out as any other', () => {
  expect(leftOutBy({ path: 'blog/a.py', kind: 'file' })).toBe(undefined);
  expect(leftOutBy({ path: 'blog/a.py', kind: 'file', isUnreadable: true })).toBe('cannot be read');
  expect(leftOutBy({ path: 'blog/a.py', kind: 'file', isVirtualEnvironment: true })).toBe('virtual environment');
  expect(leftOutBy({ path: 'blog/a.py', kind: 'other' })).toBe('neither file, folder nor link');
});

describe('a line of .dockerignore that names a file which our rules leave out', () => {
  it('takes it in', () => {
    const { out, paths } = choose({ '.dockerignore': '!shop.env\n!/blog/ca.pem\n', 'shop.env': '', 'blog/ca.pem': '' });
    expect(out).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(['shop.env', 'blog/ca.pem']));
  });

  it('has to name it whole, and never takes in .env or what the file itself leaves out', () => {
    const text = '!*.env\n!blog\n!.env\n!.env.live\n!ca.pem\nca.pem\n';
    const { out } = choose({
      '.dockerignore': text,
      '.env': '',
      '.env.live': '',
      'shop.env': '',
      'blog/b.env': '',
      'ca.pem': '',
    });
    expect(out).toEqual([
      '.env: environment file',
      '.env.live: environment file',
      'blog/b.env: environment file',
      'ca.pem: .dockerignore',
      'shop.env: environment file',
    ]);
  });
});
