import { expect, test } from 'vitest';
import { parseReference, registryOf, repositoryAndTag } from '../../src/values/reference.ts';

test('a reference in its parts', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(parseReference(`r.test:5000/team/blog:1@${digest}`)).toEqual({
    registry: 'r.test:5000',
    repository: 'team/blog',
    tag: '1',
    digest,
  });
  expect(parseReference('blog')).toEqual({ repository: 'blog' });
});

test('the first part is a registry when it has a dot or a port, or is localhost', () => {
  const hosts = ['a/b:1', 'b', 'b:1', 'r.test/b', 'localhost/b', 'r:5000/b'].map(registryOf);
  expect(hosts).toEqual(['docker.io', 'docker.io', 'docker.io', 'r.test', 'localhost', 'r:5000']);
});

test('a port is no tag, and a tag that is not given is "latest"', () => {
  expect(repositoryAndTag('localhost:5000/a/b')).toEqual({ repository: 'localhost:5000/a/b', tag: 'latest' });
  expect(repositoryAndTag('localhost:5000/a:1')).toEqual({ repository: 'localhost:5000/a', tag: '1' });
  expect(repositoryAndTag('blog')).toEqual({ repository: 'blog', tag: 'latest' });
});
