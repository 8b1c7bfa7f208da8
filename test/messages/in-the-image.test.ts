import { expect, it } from 'vitest';
import { failureInLog } from '../../src/failure-in-log.ts';
import { knownRepairs } from '../../src/messages/in-the-image.ts';

const message =
  "cannot import name 'Backend' from 'health.backends' (/venv/lib/python3.13/site-packages/health/backends.py)";
const failure = { exception: 'ImportError', message, file: 'a/b.py', line: 2, lines: [] };

it('a name that an installed package has not tells of another release', () => {
  expect(knownRepairs(failure)?.[0]).toMatch(
    /^The project was written for another release of what has health\.backends:/,
  );
});

it('not where the project itself has the module, or the code is that of a package', () => {
  const own = message.replace('/venv/lib/python3.13/site-packages', '/project');
  expect(knownRepairs({ ...failure, message: own })).toBeUndefined();
  expect(knownRepairs({ ...failure, package: 'other' })?.[0]).toMatch(/^It fails inside other/);
});

it.each([
  [
    'NoCredentialsError',
    'Unable to locate credentials',
    /--env AWS_ACCESS_KEY_ID=KEY --env AWS_SECRET_ACCESS_KEY=SECRET$/,
  ],
  ['NoRegionError', 'You must specify a region.', /--env AWS_DEFAULT_REGION=REGION/],
])('what asks AWS without its variables is told which: %s', (exception, text, advice) => {
  const log = ['Traceback (most recent call last):', `botocore.exceptions.${exception}: ${text}`];
  const raised = failureInLog(log);
  expect(raised && knownRepairs(raised, 'push')?.[0]).toMatch(advice);
});

it.each([
  [
    'HTTPConnectionPool(host=\'localhost\', port=8545): Max retries exceeded with url: / (Caused by NewConnectionError("Failed to establish a new connection: [Errno 111] Connection refused"))',
    'localhost:8545',
  ],
  ['127.0.0.1:27017: [Errno 111] Connection refused', '127.0.0.1:27017'],
])('a server that would be in the container is told to be none: %s', (text, server) => {
  const raised = failureInLog(['Traceback (most recent call last):', `x.ConnectionError: ${text}`]);
  expect(raised && knownRepairs(raised, 'push')?.[0]).toContain(`It asks ${server}, which is the container itself`);
});

it('not one elsewhere, or one that answered', () => {
  for (const text of ['Could not connect to db.example.com:5432: refused', 'localhost:8000 answered 500']) {
    const raised = failureInLog(['Traceback (most recent call last):', `x.ConnectionError: ${text}`]);
    expect(raised && knownRepairs(raised, 'push')).toBeUndefined();
  }
});
