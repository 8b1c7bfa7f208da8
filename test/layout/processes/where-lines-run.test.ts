import { expect, test } from 'vitest';
import { found } from './support.ts';

test.each([
  ['python manage.py work', 'exec python manage.py work'],
  ['python -m shop.bot', 'exec python -m shop.bot'],
  ['celery --app=shop worker', 'exec celery --app=shop worker'],
  ['python site/manage.py work', 'cd /project && exec python site/manage.py work'],
  ['cd site && python manage.py work', 'cd /project && cd site && exec python manage.py work'],
  ['celery -A top worker', 'cd /project && exec celery -A top worker'],
  ['python -m both.bot', 'cd /project && exec python -m both.bot'],
  ['celery -A other worker', 'cd /project && exec celery -A other worker'],
])('above manage.py runs where what it names lies: %s', (line, runs) => {
  const files = {
    'top.py': '',
    'both/__init__.py': '',
    'site/both/__init__.py': '',
    Procfile: `worker: ${line}\nrelease: python manage.py fill\n`,
  };
  const { lines, release } = found(files, { folder: 'site/' });
  expect(lines).toEqual([`worker: sh -c ${runs}`]);
  expect(release).toEqual(['python manage.py fill']);
});
