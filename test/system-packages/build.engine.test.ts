import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Dockerode from 'dockerode';
import { afterAll, describe, expect, it } from 'vitest';
import { librariesItems } from '../../src/summary/image.ts';
import { debianBase } from '../support/debian-base.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { runCli } from '../support/run-cli.ts';
import { runOnce } from '../support/run-once.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

afterAll(removeFixtureImages);

const settings = `from pathlib import Path
import magic
SECRET_KEY = 'only for tests: ${'x'.repeat(50)}'
INSTALLED_APPS = []
MIDDLEWARE = []
ROOT_URLCONF = 'shop.urls'
LOCALE_PATHS = [Path(__file__).parent / 'locale']
`;
const translation = `msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "good day"
msgstr "guten Tag"
`;

/** A project of which one requirement has no wheels, one has to be compiled here, and one loads a library by its name. */
function shop(requirements: string): string {
  const root = temporaryFolder('system-packages');
  const files = {
    'manage.py': `import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
    'shop/__init__.py': '',
    'shop/settings.py': settings,
    'shop/urls.py': 'urlpatterns = []\n',
    'shop/locale/de/LC_MESSAGES/django.po': translation,
    'shop/locale/fr/LC_MESSAGES/django.po': 'msgid "x\nthis is no such file',
    'requirements.txt': requirements,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const REQUIREMENTS =
  '--no-binary pycurl\npycurl==7.45.6\nDjango==5.2.19\npsycopg2==2.9.11\npython-magic==0.4.27\npyodbc==5.5.0\n';
const images = (await new Dockerode().listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
const bases = [debianBase, ...images.filter((name) => /^simple-deploy-base\/python:3\.\d+-trixie$/.test(name))];

const program = `
import magic, psycopg2, pycurl, shutil
try:
    import pyodbc
except ImportError as error:
    print(error)
from django.conf import settings
from django.utils import translation
with translation.override('de'):
    print(translation.gettext('good day'))
print(magic.from_buffer(b'%PDF-1.4'), pycurl.version.split('/')[0], [shutil.which(name) for name in ('gcc', 'msgfmt', 'hello')])
`;

/** Compilers, headers, static libraries, what installs packages, what installing leaves behind, and Debian's packages for developers. */
const leftovers = `
import glob, os, re, shutil
programs = [name for name in ('gcc', 'cc', 'g++', 'c++', 'ld', 'as', 'make', 'pkg-config', 'uv', 'git', 'msgfmt') if shutil.which(name)]
# The base has the headers of its own Python where it compiled that itself.
headers = [path for path in glob.glob('/usr/include/**/*.h', recursive=True) if not path.startswith('/usr/include/python')]
archives = glob.glob('/usr/lib/**/*.a', recursive=True) + glob.glob('/usr/lib/**/*.pc', recursive=True)
caches = [path for pattern in ('/cache', '/build', '/manifests', '/root/.cache', '/tmp/*', '/var/lib/apt/lists/*Packages*', '/var/cache/apt/archives/*.deb') for path in glob.glob(pattern)]
pip = glob.glob('/venv/lib/python*/site-packages/pip') + glob.glob('/venv/bin/pip*')
debian = [name for name in os.listdir('/var/lib/dpkg/status.d') if re.search(r'-dev$|^(gcc|g\\+\\+|cpp|binutils|make)\\b', name)]
print([programs, headers, archives, caches, pip, debian])
`;

describe.each(bases)('on %s', (baseImage) => {
  const run = async (reference: string): Promise<string> => {
    const command = ['python', 'manage.py', 'shell', '-c', program];
    const { code, stdout, stderr } = await runOnce(reference, { command });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('Traceback')]);
    return stdout;
  };

  it('compiles what has no wheel, takes along what it needs at run time, and nothing of what compiled it', async () => {
    const image = await imageOf(shop(REQUIREMENTS), 'system-packages', { baseImage, aptPackages: ['hello'] });
    const said = await run(image.reference);
    expect(said).toContain('guten Tag');
    expect(said).toContain('PDF document, version 1.4');
    expect(said).toContain('PycURL');
    expect(said).toContain("[None, None, '/usr/bin/hello']");
    expect(said).not.toContain('libodbc');
    expect(image.facts.missingLibraries).toEqual([]);
    const { stdout } = await runOnce(image.reference, { command: ['python3', '-c', leftovers], user: 'root' });
    expect(stdout.trim()).toBe('[[], [], [], [], [], []]');
  });

  it('takes the libraries of a wheel along that an earlier build compiled, and names those that another one lacks', async () => {
    const root = shop(`${REQUIREMENTS}typing-extensions\n`);
    const image = await imageOf(root, 'system-packages', { baseImage, withoutAptPackages: ['unixodbc'] });
    const said = await run(image.reference);
    expect(said).toContain('PycURL');
    expect(said).toContain('[None, None, None]');
    // The wheel of pyodbc brings no libodbc, which nothing of this project imports.
    expect(said).toContain('libodbc.so.2: cannot open shared object file');
    const [item] = librariesItems(image);
    expect(item?.found).toEqual([expect.stringMatching(/^libodbc\.so\.2, for pyodbc\S*\.so$/)]);
    expect(item?.next?.join()).toContain('--apt-package libodbc2');
  });
});

it('says which Debian package does not exist, and what is written alike', async () => {
  const root = shop('Django==5.2.19\npython-magic\n');
  const { code, stderr } = await runCli(['build', root, '--base-image', debianBase, '--apt-package', 'ffmepg']);
  expect(code).toBe(1);
  expect(stderr).toContain('Debian bookworm has no package ffmepg.');
  expect(stderr).toContain('instead of ffmepg it has ffmpeg');
});
