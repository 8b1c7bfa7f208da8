import { expect, test } from 'vitest';
import { parseChallenge } from '../../src/registry/challenge.ts';

test.each([
  ['Basic realm="test"', { scheme: 'basic', realm: 'test' }],
  [
    'Bearer realm="https://auth.example.com/token",service="registry.example.com",scope="repository:team/blog:pull,push"',
    {
      scheme: 'bearer',
      realm: 'https://auth.example.com/token',
      service: 'registry.example.com',
      scope: 'repository:team/blog:pull,push',
    },
  ],
  ['bearer realm=https://a/token, service=x', { scheme: 'bearer', realm: 'https://a/token', service: 'x' }],
  [
    'Basic realm="a, Bearer b", Bearer realm="https://a/token",service="x"',
    { scheme: 'bearer', realm: 'https://a/token', service: 'x' },
  ],
  ['Negotiate abc==, Basic realm="a \\"b\\""', { scheme: 'basic', realm: 'a "b"' }],
  ['Negotiate', undefined],
  ['', undefined],
  [null, undefined],
])('%s', (header, challenge) => {
  expect(parseChallenge(header)).toEqual(challenge);
});
