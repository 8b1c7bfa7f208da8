import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GenericContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bridgeAddress } from '../support/bridge-address.ts';
import { debianBase } from '../support/debian-base.ts';
import { shownByImage } from '../support/image-search.ts';
import { startPasswordServer } from '../support/password-server.ts';
import { makeRepositoryOf } from '../support/private-package.ts';
import { startNpmRegistry, type NpmRegistry } from '../support/npm-registry.ts';
import { removeImagesOf } from '../support/own-images.ts';
import { askRaw } from '../support/raw-http.ts';
import { runCli } from '../support/run-cli.ts';
import { leaksOf } from '../support/secrets.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const token = `npm_${randomBytes(18).toString('hex')}`;
const word = `word-${randomBytes(6).toString('hex')}`;
const roots: string[] = [];
let registry: NpmRegistry;

beforeAll(async () => {
  registry = await startNpmRegistry(await bridgeAddress(), token, '@shop/words', `module.exports = '${word}';\n`);
});
afterAll(async () => {
  registry.stop();
  for (const root of roots) await removeImagesOf(root);
});

/** A Django project whose page loads a bundle; with these files and lines of settings. */
function project(apps: string, page: string, settings: string, files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder('frontend-variants');
  roots.push(root);
  const django: Readonly<Record<string, string>> = {
    'backend/manage.py': `import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
    'backend/shop/__init__.py': '',
    'backend/shop/settings.py': `from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = True
ALLOWED_HOSTS = []
INSTALLED_APPS = ['django.contrib.staticfiles'${apps}]
MIDDLEWARE = []
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': [BASE_DIR / 'pages']}]
DATABASES = {}
STATIC_URL = 'static/'
${settings}`,
    'backend/shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    'backend/shop/urls.py':
      "from django.urls import path\nfrom django.views.generic import TemplateView\nurlpatterns = [path('', TemplateView.as_view(template_name='page.html'))]\n",
    'backend/pages/page.html': page,
  };
  for (const [path, text] of Object.entries({ ...django, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What the first script of the page holds, in an image of the project. */
async function bundleOf(reference: string): Promise<string> {
  const site = await new GenericContainer(reference)
    .withEnvironment({ SECRET_KEY: 'x'.repeat(50) })
    .withExposedPorts(8000)
    .withWaitStrategy(Wait.forHttp('/-/health', 8000).forStatusCode(200))
    .withStartupTimeout(60_000)
    .start();
  try {
    const origin = `http://localhost:${site.getMappedPort(8000)}`;
    const page = (await askRaw(`${origin}/`)).body.toString();
    const [, path] = /src="(\/static\/[^"]+\.js)"/.exec(page) ?? [];
    expect({ path, page }).toMatchObject({ path: expect.any(String) });
    return (await askRaw(`${origin}${path}`)).body.toString();
  } finally {
    await site.stop();
  }
}

test('webpack in an npm workspace, found by its stats file, with a package of a private registry', async () => {
  const root = project(
    ", 'webpack_loader'",
    "{% load render_bundle from webpack_loader %}<title>shop</title>{% render_bundle 'main' %}",
    `STATICFILES_DIRS = [BASE_DIR / 'assets']
WEBPACK_LOADER = {'DEFAULT': {'BUNDLE_DIR_NAME': 'bundles/', 'STATS_FILE': BASE_DIR.parent / 'ui' / 'webpack-stats.json'}}
`,
    {
      'requirements.txt': 'Django==5.2.19\ndjango-webpack-loader==3.2.4\n',
      '.npmrc': `@shop:registry=http://${registry.host}/\n//${registry.host}/:_authToken=\${NPM_TOKEN}\n`,
      'package.json': json({ private: true, workspaces: ['packages/*', 'ui'] }),
      'packages/greeting/package.json': json({ name: '@acme/greeting', version: '1.0.0', main: 'index.js' }),
      'packages/greeting/index.js': "module.exports = (whom) => 'good day ' + whom;\n",
      'ui/package.json': json({
        name: 'ui',
        version: '1.0.0',
        scripts: { build: 'webpack --mode production' },
        dependencies: { '@acme/greeting': '1.0.0', '@shop/words': '1.0.0' },
        devDependencies: { webpack: '5.112.2', 'webpack-bundle-tracker': '3.2.4', 'webpack-cli': '7.3.1' },
      }),
      'ui/src/index.js': "document.title = require('@acme/greeting')(require('@shop/words'));\n",
      'ui/webpack.config.js': `const path = require('path');
const BundleTracker = require('webpack-bundle-tracker');
module.exports = {
  context: __dirname,
  entry: './src/index.js',
  output: { path: path.resolve(__dirname, '../backend/assets/bundles'), filename: '[name]-[contenthash].js' },
  plugins: [new BundleTracker({ path: __dirname, filename: 'webpack-stats.json' })],
};
`,
    },
  );
  const secret = ['--build-secret', 'id=NPM_TOKEN,env=NPM_TOKEN'];
  const args = ['build', root, '--verbose', '--base-image', debianBase, ...secret];
  const { code, stdout, stderr } = await runCli(args, { env: { NPM_TOKEN: token } });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const bundle = await bundleOf(stdout.trim());
  expect(bundle).toContain('good day ');
  expect(bundle).toContain(word);
  expect(registry.allowed).toContain(true);
  expect(leaksOf([token], { stdout, stderr })).toEqual([]);
  expect(shownByImage(stdout.trim(), [token])).toEqual([]);
  // What was looked for is found where it is.
  expect(shownByImage(stdout.trim(), [word])).toContain(word);
});

test("webpack by yarn 4 with Plug'n'Play, which has no node_modules", async () => {
  const root = project(
    '',
    '{% load static %}<script src="{% static \'main.js\' %}"></script>',
    "STATICFILES_DIRS = [BASE_DIR.parent / 'ui' / 'dist']\n",
    {
      'requirements.txt': 'Django==5.2.19\n',
      'ui/.yarnrc.yml': 'nodeLinker: pnp\n',
      'ui/package.json': json({
        name: 'ui',
        version: '1.0.0',
        packageManager: 'yarn@4.9.2',
        scripts: { build: 'webpack --mode production' },
        dependencies: { 'is-odd': '3.0.1' },
        devDependencies: { webpack: '5.112.2', 'webpack-cli': '7.3.1' },
      }),
      'ui/src/index.js': `document.title = '${word} ' + require('is-odd')(3);\n`,
      'ui/webpack.config.js': `const path = require('path');
module.exports = { output: { path: path.resolve(__dirname, 'dist'), filename: 'main.js' } };
`,
    },
  );
  const { code, stdout, stderr } = await runCli(['build', root, '--verbose', '--base-image', debianBase]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(await bundleOf(stdout.trim())).toContain(word);
});

test.each(['npm', 'yarn@1.22.22'])('a package of a git repository that wants a password, by %s', async (manager) => {
  const folder = temporaryFolder('frontend-git');
  const main = `module.exports = '${word}';\n`;
  const commit = makeRepositoryOf(folder, 'words', {
    'package.json': json({ name: 'words', version: '1.0.0', main: 'index.js' }),
    'index.js': main,
  });
  const password = `pass-${randomBytes(9).toString('hex')}`;
  const server = await startPasswordServer(folder, await bridgeAddress(), { user: 'someone', password });
  const netrc = join(folder, 'netrc');
  writeFileSync(netrc, `machine ${server.host.split(':')[0]}\nlogin someone\npassword ${password}\n`, { mode: 0o600 });
  const root = project(
    '',
    '{% load static %}<script src="{% static \'main.js\' %}"></script>',
    "STATICFILES_DIRS = [BASE_DIR.parent / 'ui' / 'dist']\n",
    {
      'requirements.txt': 'Django==5.2.19\n',
      'ui/package.json': json({
        name: 'ui',
        version: '1.0.0',
        ...(manager !== 'npm' && { packageManager: manager }),
        scripts: { build: 'node build.js' },
        dependencies: { words: `git+${server.url}/words.git#${commit}` },
      }),
      'ui/build.js':
        "const fs = require('fs');\nfs.mkdirSync('dist');\nfs.writeFileSync('dist/main.js', require('words'));\n",
    },
  );
  try {
    const secret = ['--build-secret', `id=netrc,src=${netrc}`];
    const args = ['build', root, '--verbose', '--base-image', debianBase, ...secret];
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await bundleOf(stdout.trim())).toContain(word);
    expect(server.requests.filter(({ path }) => path.startsWith('/words.git/')).length).toBeGreaterThan(0);
    expect(leaksOf([password], { stdout, stderr })).toEqual([]);
  } finally {
    server.stop();
  }
});
