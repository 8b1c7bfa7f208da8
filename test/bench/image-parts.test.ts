import { expect, test } from 'vitest';
import { partName } from '../../bench/image-parts.ts';

test.each([
  ['COPY /layers/packages / # buildkit', 'packages'],
  ['COPY blog . # buildkit', 'blog'],
  ['COPY /venv /venv # buildkit', 'venv'],
  ['RUN /bin/sh -c useradd --uid 1000 app # buildkit', 'useradd --uid 1000'],
  [
    'RUN /bin/sh -c SECRET_KEY=build python manage.py collectstatic --noinput # buildkit',
    'python manage.py collectstatic',
  ],
])('%s is called %s', (createdBy, name) => {
  expect(partName(createdBy)).toBe(name);
});
