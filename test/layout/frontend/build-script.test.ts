import { expect, test } from 'vitest';
import { buildScript } from '../../../src/layout/frontend/build-script.ts';

const chosen = (scripts: Readonly<Record<string, string>>): string | undefined =>
  buildScript({ scripts } as Parameters<typeof buildScript>[0]);

test.each([
  [{ 'styles:build': 'tailwindcss -o a.css', 'styles:watch': 'tailwindcss -o a.css --watch' }, 'styles:build'],
  [{ 'css-build': 'sass a b' }, 'css-build'],
  [{ 'build:css': 'sass a b', dev: 'vite' }, 'build:css'],
  [{ build: 'vite build', 'css:build': 'sass a b' }, 'build'],
  [{ build: 'ng build --watch=false' }, 'build'],
  [{ build: 'webpack --watch', production: 'webpack' }, 'production'],
  [{ build_development: 'webpack', build_production: 'webpack', build_test: 'webpack' }, 'build_production'],
])('the script of %j', (scripts, expected) => {
  expect(chosen(scripts)).toBe(expected);
});

test.each([
  [{ 'build:css': 'npx gulp sass:watch' }],
  [{ build: 'webpack --watch' }],
  [{ build: 'gulp watch' }],
  [{ build: 'sass -w a:b' }],
  [{ 'docs:build': 'mkdocs' }],
  [{ 'docker:build': 'docker build .' }],
  [{ 'css:build': 'sass a b', 'js:build': 'esbuild' }],
])('none of %j builds what is served, and ends', (scripts) => {
  expect(chosen(scripts)).toBeUndefined();
});
