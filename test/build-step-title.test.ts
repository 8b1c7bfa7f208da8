import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildStepTitle, STAGE_TITLES } from '../src/build-step-title.ts';

test.each([
  ['[packages 1/1] RUN --mount=type=cache,target=/x     python3 /build/packages.py', 'Install the Python packages'],
  ['[packages 2/2] RUN x', 'Install the Python packages (2 of 2)'],
  ['[linux/amd64 app 1/1] RUN x', 'Import the settings, collect static files, compile the code'],
  ['[internal] load build context', 'Send what changed to the engine'],
  ['exporting to image', 'Store the image'],
  ['[internal] load .dockerignore', undefined],
  ['[stage-6 2/3] COPY --from=app /layers/app /', undefined],
])('%s', (name, title) => {
  expect(buildStepTitle(name)).toBe(title);
});

test('every stage of the template that runs something has a title', () => {
  const template = readFileSync(new URL('../templates/Dockerfile.mustache', import.meta.url), 'utf8');
  const stages = template.split(/^FROM /m).slice(1);
  const running = stages
    .filter((stage) => /^RUN /m.test(stage))
    .map((stage) => / AS (\S+)/.exec(stage)?.[1] ?? '')
    .map((name) => (name === '{{{stage}}}' ? 'frontend' : name));
  expect(running.length).toBeGreaterThan(0);
  expect(Object.keys(STAGE_TITLES).toSorted()).toEqual(running.toSorted());
});
