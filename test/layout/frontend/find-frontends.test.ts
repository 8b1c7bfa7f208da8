import { expect, test } from 'vitest';
import { findFrontends } from '../../../src/layout/frontend/find-frontends.ts';
import { projectCode } from '../../../src/layout/project-code.ts';
import { settingsSources } from '../../../src/layout/settings-code.ts';
import { project } from '../project.ts';
import { problemOf } from '../../support/problem-of.ts';
import { build, folders, found, script } from './found-frontends.ts';

test.each([
  [
    'STATICFILES_DIRS',
    { 'frontend/package.json': build },
    "STATICFILES_DIRS = [BASE_DIR.parent / 'frontend' / 'dist']",
  ],
  ['a constant', { 'ui/package.json': build }, "UI = os.path.join(ROOT, 'ui')\nSTATICFILES_DIRS = (UI + '/build',)"],
  ['TEMPLATES', { 'client/package.json': build }, "TEMPLATES = [{'DIRS': [ROOT / 'client/dist']}]"],
  [
    'what is added to STATICFILES_DIRS',
    { 'ui/package.json': build },
    "STATICFILES_DIRS = ['own']\nSTATICFILES_DIRS += [ROOT / 'ui/dist']",
  ],
  [
    'what is appended to it',
    { 'ui/package.json': build },
    "from .base import STATICFILES_DIRS\nUP = os.path.dirname(BASE_DIR)\nSTATICFILES_DIRS.append(os.path.join(UP, 'ui', 'dist'))",
  ],
  ['what TEMPLATES is given later', { 'ui/package.json': build }, "TEMPLATES[0]['DIRS'] = [ROOT / 'ui/dist']"],
  ['what is put into TEMPLATES', { 'ui/package.json': build }, "TEMPLATES[0]['DIRS'].insert(0, ROOT / 'ui/dist')"],
  ['django-tailwind', { 'web/theme/static_src/package.json': script('postcss x') }, "TAILWIND_APP_NAME = 'theme'"],
  ['django-vite', { 'x/package.json': build }, "INSTALLED_APPS = ['django_vite']"],
  ['its script', { 'web/package.json': script('sass app/scss/a.scss app/static/a.css') }, ''],
  [
    'a gulpfile that is a folder, for a package of Python below',
    {
      'web/lib/package.json': script('gulp copy && gulp scss'),
      'web/lib/src/parts/__init__.py': '',
      'web/lib/gulpfile.js/tasks/scss.js': 'gulp.src("a.scss"),\ngulp.dest("src/parts/static/parts/css/")\n',
    },
    '',
  ],
  ['its script beside manage.py', { 'web/package.json': script('esbuild src/a.js --outfile=static/a.js') }, ''],
  [
    'a script that it starts',
    {
      'web/package.json': JSON.stringify({
        scripts: { build: 'run-p build:*', 'build:css': 'tailwindcss -o app/static/a.css' },
      }),
    },
    '',
  ],
  ['vite.config', { 'js/package.json': build, 'js/vite.config.js': "build: { outDir: '../web/app/static/dist' }" }, ''],
  [
    'webpack.config',
    {
      'js/package.json': script('webpack'),
      'js/webpack.config.js': "path.resolve(__dirname, '..', 'web', 'app', 'static')",
    },
    '',
  ],
  [
    'what a bundler puts together from __dirname',
    {
      'js/package.json': script('webpack'),
      'js/webpack.config.js': "output: { path: __dirname + '/../web/app/static/js' }",
    },
    '',
  ],
  [
    'a constant of the configuration, in a folder beside the settings',
    {
      'package.json': script('webpack'),
      'webpack.config.js': "const top = 'web/shop';\nmodule.exports = { path: path.resolve(`./${top}/compiled/`) };",
    },
    "STATICFILES_DIRS = [Path(__file__).parent / 'compiled']",
  ],
  [
    'a file that the script names',
    { 'web/package.json': script('node tools/build.mjs'), 'web/tools/build.mjs': "outdir: '../app/static/js/'" },
    '',
  ],
  [
    'a script of a shell that it runs',
    {
      'mails/package.json': JSON.stringify({ scripts: { build: 'yarn html', html: './bin/mails' } }),
      'mails/bin/mails': '#!/bin/sh\nTO="../web/app/templates/mail/"\nmjml *.mjml -o "${TO}"',
    },
    '',
  ],
  [
    'angular.json',
    { 'ng/package.json': script('ng build'), 'ng/angular.json': '{"outputPath": "../web/app/static/ng/"}' },
    '',
  ],
  ['WHITENOISE_ROOT', { 'package.json': script('vite build --outDir public/x') }, "WHITENOISE_ROOT = ROOT / 'public'"],
])('Django serves what is built: by %s', (_, texts, settings) => {
  const frontends = found(texts, settings).frontends;
  expect(frontends).toHaveLength(1);
  expect(frontends[0]?.why).toBeTruthy();
});

test.each([
  ['a site of its own', { 'frontend/package.json': build }, "INSTALLED_APPS = ['frontend']"],
  [
    'one that builds into its own folder',
    { 'frontend/package.json': script('react-scripts build --out build/static/js') },
    '',
  ],
  [
    'one that builds beside the settings what they do not name',
    {
      'package.json': script('webpack'),
      'webpack.config.js':
        "const top = 'web/shop';\nmodule.exports = { path: `./${top}/compiled/`, js: `${other}/static` };",
    },
    "STATICFILES_DIRS = [Path(__file__).parent / 'made']",
  ],
  [
    'what is taken away, or added to others',
    { 'ui/package.json': build },
    "STATICFILES_DIRS.remove('ui')\nDIRS += ['ui']",
  ],
  ['one that is for another bundler', { 'x/package.json': build }, "INSTALLED_APPS = ['webpack_loader']"],
])('not so: %s, which is said', (_, texts, settings) => {
  const { frontends, problems, considered } = found(texts, settings);
  expect(frontends).toEqual([]);
  expect(problems).toMatchObject([{ code: 'frontend-apart' }]);
  expect(considered).toMatchObject([{ fact: 'frontends', why: 'nothing says that Django serves what it builds' }]);
});

test('of two scripts that build, the one that writes to where Django serves it; else the usual one', () => {
  const scripts = { build: 'vite build', 'build-for-django': "npm run build -- --outDir '../web/app/static/ui'" };
  const watching = { ...scripts, 'build-and-watch': "vite build --watch --outDir '../web/app/static/ui'" };
  for (const each of [scripts, watching]) {
    const [frontend] = found({ 'ui/package.json': JSON.stringify({ scripts: each }) }).frontends;
    expect(frontend).toMatchObject({ value: { build: { script: 'build-for-django' } }, origin: { line: 1 } });
  }
  const { frontends } = found({ 'ui/package.json': JSON.stringify({ scripts }) }, "STATICFILES_DIRS = ['ui/dist']");
  expect(frontends[0]?.value.build).toEqual({ script: 'build' });
});

test('nothing to build is nothing to speak of', () => {
  const texts = {
    'package.json': JSON.stringify({ scripts: { lint: 'eslint .', build: 'echo nothing' } }),
    'docs/package.json': build,
    'broken/package.json': '{',
    '{{x}}/package.json': build,
    'list/package.json': '[]',
  };
  expect(found(texts)).toEqual({ frontends: [], problems: [], considered: [] });
});

test('what lies in the folder of an example counts where the example is what is deployed', () => {
  const texts = { 'example/manage.py': '', 'example/theme/static_src/package.json': script('postcss x') };
  const files = project({ ...texts, 'example/shop/settings.py': "TAILWIND_APP_NAME = 'theme'", 'web/manage.py': '' });
  const foundFrom = (projectDir: string): readonly string[] => {
    const sources = settingsSources(projectCode(files, ['example']), 'shop.settings');
    return findFrontends(files, projectDir, sources, {}).frontends.map(({ value }) => value.folder);
  };
  expect(foundFrom('example')).toEqual(['example/theme/static_src']);
  expect(foundFrom('web')).toEqual([]);
});

test('every one that is told of by itself is built; of several that a loader could mean one is asked for', () => {
  const texts = { 'a/package.json': build, 'b/package.json': build };
  expect(folders(texts, "STATICFILES_DIRS = ['a/dist', 'b/dist']")).toEqual(['a', 'b']);
  expect(folders(texts, "STATICFILES_DIRS = ['a/dist']\nINSTALLED_APPS = ['django_vite']")).toEqual(['a']);
  expect(problemOf(() => found(texts, "INSTALLED_APPS = ['django_vite']"))).toEqual({
    code: 'frontend-several',
    need: 'django_vite',
    candidates: [
      { folder: 'a', script: 'build' },
      { folder: 'b', script: 'build' },
    ],
  });
});

test('of several that a loader could mean those are built that the Dockerfile builds, by name or by folder', () => {
  const settings = "INSTALLED_APPS = ['django_vite']";
  const named = JSON.stringify({ name: '@shop/staff', ...(JSON.parse(build) as object) });
  const texts = { 'a/package.json': build, 'b/package.json': named, 'c/package.json': build };
  const dockerfile =
    'FROM node\nRUN npm --prefix a run build && \\\n  yarn workspace @shop/staff run build\nRUN cd c\n';
  expect(folders({ ...texts, Dockerfile: dockerfile }, settings)).toEqual(['a', 'b']);
  const [first] = found({ ...texts, 'docker/web.Dockerfile': dockerfile }, settings).frontends;
  expect(first?.why).toBe(
    'django_vite in INSTALLED_APPS loads what vite builds, and docker/web.Dockerfile:2 builds this one',
  );
  for (const path of ['Dockerfile.dev', 'tests/Dockerfile', 'notes.md']) {
    expect(problemOf(() => found({ ...texts, [path]: dockerfile }, settings))?.code).toBe('frontend-several');
  }
  for (const text of ['RUN npm --prefix ab run build', '# npm --prefix a run build', 'RUN docker build a']) {
    expect(problemOf(() => found({ ...texts, Dockerfile: text }, settings))?.code).toBe('frontend-several');
  }
});

test('packages that are collected as they are need no script', () => {
  const settings = "STATICFILES_DIRS = [BASE_DIR / 'node_modules' / 'htmx.org']";
  const [first] = found({ 'web/package.json': '{}', 'other/package.json': '{}' }, settings).frontends;
  expect(first?.value).toMatchObject({ folder: 'web', servesPackages: true });
  expect(first?.value.build).toBeUndefined();
});

test('what the person names is taken, with a command of theirs, and none means none', () => {
  const texts = {
    'a/package.json': build,
    'b/package.json': JSON.stringify({ scripts: { 'build-a': 'x', 'build-b': 'y' } }),
  };
  const settings = "STATICFILES_DIRS = ['a/dist']";
  expect(found(texts, settings, { frontend: ['none'] }).frontends).toEqual([]);
  const [chosen] = found(texts, settings, { frontend: ['b/'], frontendCommand: 'npm run build-a' }).frontends;
  expect(chosen).toMatchObject({
    value: { folder: 'b', build: { command: 'npm run build-a' } },
    origin: { option: '--frontend' },
  });
  const missing = problemOf(() => found(texts, settings, { frontend: ['c'] }));
  expect(missing).toEqual({ code: 'frontend-option-wrong', folder: 'c', known: ['a'] });
  const mute = problemOf(() => found(texts, settings, { frontend: ['b'] }));
  expect(mute).toMatchObject({ code: 'frontend-without-script', scripts: ['build-a', 'build-b'] });
});

test('the script for production goes before the usual one, one that serves while developing is none', () => {
  const scripts = { build: 'webpack --mode development', 'build-prod': 'webpack', 'build:watch': 'webpack --watch' };
  const [first] = found({ 'a/package.json': JSON.stringify({ scripts }) }, "STATICFILES_DIRS = ['a/dist']").frontends;
  expect(first?.value.build).toEqual({ script: 'build-prod' });
});

test('Python files count where Tailwind looks for class names', () => {
  const tailwind = JSON.stringify({ scripts: { build: 'x' }, dependencies: { '@tailwindcss/cli': '4' } });
  const reads = (text: string): unknown =>
    found({ 'a/package.json': text }, "STATICFILES_DIRS = ['a/dist']").frontends[0]?.value.readsPython;
  expect([reads(tailwind), reads(build)]).toEqual([true, false]);
});

test('a .npmrc with a token in it is not read, and that is said with its line', () => {
  const texts = { 'a/package.json': build, 'a/.npmrc': 'save-exact=true\n//npm.example/:_authToken=abc\n' };
  const { problems, frontends } = found(texts, "STATICFILES_DIRS = ['a/dist']");
  expect(problems).toEqual([{ code: 'npmrc-holds-secret', file: 'a/.npmrc', line: 2 }]);
  expect(frontends[0]?.value.install.value.manifests).toEqual(['a/package.json']);
});

test('its Node is one that the webpack of its lock runs on', () => {
  const lock = '{"lockfileVersion": 1,\n"dependencies": {\n"webpack": {\n"version": "4.46.0",\n"dev": true}}}';
  const texts = { 'ui/package.json': script('webpack'), 'ui/package-lock.json': lock };
  const [frontend] = found(texts, "STATICFILES_DIRS = [ROOT / 'ui/dist']").frontends;
  expect(frontend?.value.node).toMatchObject({ value: '16', origin: { file: 'ui/package-lock.json', line: 3 } });
});
