import { describe, expect, test } from 'vitest';
import { findFrontends } from '../../../src/layout/frontend/find-frontends.ts';
import { projectCode } from '../../../src/layout/project-code.ts';
import { settingsSources } from '../../../src/layout/settings-code.ts';
import { project } from '../project.ts';

const tool = (name: string): string =>
  JSON.stringify({ scripts: { build: 'x build' }, dependencies: { [name]: '1.0.0' } });
const dirs = (text: string): string => `TEMPLATES = [{'DIRS': [${text}]}]\n`;

function whyOf(texts: Readonly<Record<string, string>>, settings: string): string | undefined {
  const files = project({ 'manage.py': '', 'shop/settings.py': settings, ...texts });
  const sources = settingsSources(projectCode(files, ['.']), 'shop.settings');
  return findFrontends(files, '.', sources, {}).frontends[0]?.why;
}

describe('a package beside manage.py', () => {
  test.each([
    ['react-scripts', dirs("os.path.join(BASE_DIR, 'build')"), {}, 'TEMPLATES names build, where react-scripts writes'],
    [
      'react-scripts',
      "STATICFILES_DIRS = [os.path.join(BASE_DIR, 'build/static')]\n",
      {},
      'STATICFILES_DIRS names build',
    ],
    ['@vue/cli-service', dirs("'dist'"), {}, 'TEMPLATES names dist, where @vue/cli-service writes'],
    ['vite', dirs("BASE_DIR / 'dist'"), {}, 'TEMPLATES names dist, where vite writes'],
    ['vite', dirs("BASE_DIR / 'out'"), { 'vite.config.ts': "build: { outDir: './out/' }" }, 'TEMPLATES names out'],
  ])('of %s, whose output the settings name: %s', (name, settings, texts, why) => {
    expect(whyOf({ 'package.json': tool(name), ...texts }, settings)).toContain(why);
  });

  test.each([
    ['another folder is named', 'react-scripts', dirs("BASE_DIR / 'dist'"), {}],
    ['it is a part of a name', 'vite', dirs("BASE_DIR / 'distribution'"), {}],
    ['it writes elsewhere', 'vite', dirs("BASE_DIR / 'dist'"), { 'vite.config.js': 'outDir: resolve(here, up)' }],
    ['the tool is none of these', 'left-pad', dirs("BASE_DIR / 'dist'"), {}],
  ])('not so where %s', (_, name, settings, texts) => {
    expect(whyOf({ 'package.json': tool(name), ...texts }, settings)).toBeUndefined();
  });
});

test.each(["const pkg = require('./package.json')", "import pkg from './package.json'"])(
  'a gulpfile names what it writes by the package’s name: %s',
  (line) => {
    const gulpfile = `${line}\nthis.app = \`./\${pkg.name}\`\nconst css = \`\${this.app}/static/css\`\n`;
    const texts = {
      'package.json': JSON.stringify({ name: 'shop', scripts: { build: 'gulp assets' } }),
      'shop/__init__.py': '',
    };
    expect(whyOf({ ...texts, 'gulpfile.mjs': gulpfile }, '')).toBe('its build names shop/static/css');
    expect(whyOf({ ...texts, 'gulpfile.mjs': gulpfile.replace(line, '') }, '')).toBeUndefined();
  },
);
