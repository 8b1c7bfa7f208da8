import { expect, test } from 'vitest';
import { buildReport, type BuildStory } from '../src/summary.ts';
import { summaryText } from '../src/summary-text.ts';
import { layoutOf } from './support/layouts.ts';
import { tinyPlan } from './support/tiny-plan.ts';

const layer = (part: 'base' | 'app', size: number) => ({ diffId: 'sha256:1', part, size });

function story(more: { readonly python?: string; readonly requiredVariables?: readonly string[] } = {}): BuildStory {
  const { python = '3.13.1', requiredVariables = [] } = more;
  const environment = [{ value: 'API_KEY', origin: { file: 'blog/settings.py', line: 7 } }];
  const facts = { python, requiredVariables, django: '5.2', server: { name: 'gunicorn', version: '23.0' } };
  const image = {
    size: 3_000_000,
    osArch: 'linux/amd64',
    layers: [layer('base', 2_900_000), layer('app', 100_000)],
    facts,
  };
  return {
    root: '/srv/blog',
    layout: layoutOf({ environment, python: { value: { version: '3.13' }, origin: { file: '.python-version' } } }),
    plan: tinyPlan('blog', 'FROM x', [], {
      reference: 'simple-deploy/blog:123',
      leftOut: [{ path: '.env', rule: 'environment file' }],
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
    '  base image  2.9 MB',
    '  your code   100.0 KB',
    '  Django 5.2 on Python 3.13.1, served by gunicorn 23.0',
    '',
    'Packages of Debian',
    '  In the image: libpq5',
    '  Only while it is built: gcc, libpq-dev',
    '',
    'Did not travel into the image',
    '  .env (environment file)',
    '',
    'Variables that the settings demand',
    '  API_KEY     asked for by push, or given with --env (blog/settings.py:7)',
    '  SECRET_KEY  made by push',
    '',
    'Next',
    '  run it here         simple-deploy push',
    '  see what was found  simple-deploy inspect',
    '  see the Dockerfile  simple-deploy dockerfile',
  ]);
});

test('another Python than the project asks for is told', () => {
  expect(summaryText(buildReport(story()))).not.toContain('that is what runs');
  const said = summaryText(buildReport(story({ python: '3.11.2' })));
  expect(said).toContain('The project asks for Python 3.13 (.python-version); the base image has 3.11.2');
});
