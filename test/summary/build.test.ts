import { expect, test } from 'vitest';
import { buildReport, type BuildStory } from '../../src/summary/build.ts';
import { settingsSections } from '../../src/summary/settings.ts';
import { summaryText } from '../../src/summary/text.ts';
import { layoutOf } from '../support/layouts.ts';
import { tinyPlan } from '../support/tiny-plan.ts';

const layer = (part: 'base' | 'app', size: number) => ({ diffId: 'sha256:1', part, size });

interface More {
  readonly packages?: Readonly<Record<string, string>>;
  readonly python?: string;
  readonly requiredVariables?: readonly string[];
  readonly overlay?: object;
  readonly deployChecks?: object;
}

function story(more: More = {}): BuildStory {
  const { python = '3.13.1', requiredVariables = [], ...told } = more;
  const environment = [{ value: 'API_KEY', origin: { file: 'blog/settings.py', line: 7 } }];
  const facts = {
    packages: {},
    python,
    requiredVariables,
    django: '5.2',
    server: { name: 'gunicorn', version: '23.0' },
    ...told,
  };
  const image = {
    size: 3_000_000,
    osArch: 'linux/amd64',
    layers: [layer('base', 2_900_000), layer('app', 100_000)],
    facts,
    labels: { 'simple-deploy.options': '{"skip":["media"]}' },
  };
  return {
    dir: 'my shop',
    root: '/srv/blog',
    at: new Date('2026-11-30'),
    layout: layoutOf({ environment, python: { value: { version: '3.13' }, origin: { file: '.python-version' } } }),
    plan: tinyPlan('blog', 'FROM x', [], {
      reference: 'simple-deploy/blog:123',
      leftOut: [{ path: '.env', rule: 'environment file' }],
      extras: ['gunicorn>=20', 'WhiteNoise'],
      systemPackages: { run: ['libpq5'], build: ['gcc', 'libpq-dev'] },
    }),
    built: { image: image as never, ms: 12_000, bytesSent: 10, steps: [], cachedSteps: 0 },
  };
}

test('the summary of a build says what is in the image, what it will ask for, and what stayed out', () => {
  const said = summaryText(buildReport(story({ requiredVariables: ['API_KEY', 'SECRET_KEY'] })));
  expect(said.split('\n')).toEqual([
    'Built simple-deploy/blog:123 in 12 s',
    '',
    'Image: 3.0 MB, linux/amd64',
    '  base image 2.9 MB, your code 100.0 KB',
    '  Django 5.2 on Python 3.13.1, served by gunicorn 23.0',
    '',
    'Packages of Debian',
    '  In the image: libpq5',
    '  Only while it is built: gcc, libpq-dev',
    '',
    'Did not travel into the image',
    '  .env (environment file)',
    '',
    'Settings',
    '  Completed: nothing',
    '  Switched off: media',
    '',
    'Variables that the settings demand',
    '  API_KEY     asked for by push, or given with --env (blog/settings.py:7)',
    '  SECRET_KEY  made by push',
    '',
    'Next',
    "  run it here         simple-deploy push 'my shop'",
    "  see what was found  simple-deploy inspect 'my shop'",
    "  see the Dockerfile  simple-deploy dockerfile 'my shop'",
  ]);
});

test('the packages that are added stand in the files, with their versions', () => {
  const said = summaryText(buildReport(story({ packages: { gunicorn: '23.0', whitenoise: '6.12' } })), {
    details: true,
  });
  expect(said).toContain('Python packages that simple-deploy adds\n  gunicorn    23.0\n  WhiteNoise  6.12\n');
});

test('another Python than the project asks for is told', () => {
  expect(summaryText(buildReport(story()))).not.toContain('that is what runs');
  const said = summaryText(buildReport(story({ python: '3.11.2' })));
  expect(said).toContain('The project asks for Python 3.13 (.python-version); the base image has 3.11.2');
});

const completed = {
  overlay: [
    { line: 'debug', sets: ['DEBUG'] },
    { line: 'https', sets: ['SECURE_SSL_REDIRECT'], on: 'https' },
    { line: 'plain-http', sets: ['SESSION_COOKIE_SECURE'], on: 'http' },
  ],
  deployChecks: [
    { id: 'security.W004', message: 'You have not set …' },
    { id: 'own.W001', message: 'Mind the gap.' },
  ],
};

test('the summary lists what the image completes, and explains what is left to decide', () => {
  const said = summaryText(buildReport(story(completed)), { details: true });
  expect(said).toContain('  Completed: debug, https, plain-http\n');
  expect(said).toMatch(/^ {2}https +SECURE_SSL_REDIRECT \(where the platform ends TLS\): the header of the proxy/m);
  expect(said).toMatch(/ {2}HSTS: .*\(security\.W004\)\n {2}→ SECURE_HSTS_SECONDS = 3600/);
  expect(said).toContain('  Mind the gap. (own.W001)');
  expect(said).toMatch(/SECURE_SSL_REDIRECT +who comes by http is sent to https \(seen to; security\.W008\)/);
});

test.each([
  ['http', 'debug, plain-http', false],
  ['https', 'debug, https', true],
] as const)('where the app is reached by %s, what is for the other is left out', (reached, lines, warns) => {
  const said = JSON.stringify(settingsSections({ facts: completed }, reached));
  expect(said).toContain(`Completed: ${lines}"`);
  expect(said.includes('W004')).toBe(warns);
});

test('an image that tells nothing of it is not spoken about', () => {
  expect(settingsSections({})).toEqual([]);
});

test('what the image fills in is not said to be asked for', () => {
  const told = story({ requiredVariables: ['API_KEY', 'SITE_HOSTS'] });
  const layout = { ...told.layout, supplied: { SITE_HOSTS: 'hosts-comma' as const } };
  const demands = buildReport({ ...told, layout }).sections.find(({ heading }) => heading.startsWith('Variables'));
  expect(demands?.rows?.map(({ value }) => value)).toEqual([
    'asked for by push, or given with --env (blog/settings.py:7)',
    'filled in, the names of the site',
  ]);
});
