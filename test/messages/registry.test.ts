import { expect, test } from 'vitest';
import { registryWords } from '../../src/messages/registry.ts';
import { wordsFor } from '../../src/messages.ts';
import type { RegistryProblem } from '../../src/problems/registry.ts';

const about = { registry: 'registry.example.com', reference: 'registry.example.com/team/blog:1' };
/** One of each code; the type makes it complete. */
const one: { readonly [C in RegistryProblem['code']]: Extract<RegistryProblem, { code: C }> } = {
  'registry-certificate-untrusted': { code: 'registry-certificate-untrusted', ...about, reason: 'self-signed' },
  'registry-wants-certificate': { code: 'registry-wants-certificate', ...about, reason: 'bad certificate' },
  'registry-answer-unusable': { code: 'registry-answer-unusable', ...about, request: '/v2/', reason: 'it is not JSON' },
  'registry-digest-differs': {
    code: 'registry-digest-differs',
    ...about,
    what: 'the layer x',
    wanted: 'sha256:1',
    got: 'sha256:2',
  },
  'registry-upload-broken': {
    code: 'registry-upload-broken',
    ...about,
    layer: 'the layer x',
    sent: 10,
    reason: 'reset',
  },
  'image-lacks-machine': { code: 'image-lacks-machine', ...about, wanted: 'linux/amd64', has: ['linux/arm64'] },
  'image-not-convertible': { code: 'image-not-convertible', ...about, reason: 'it has a layer of the type x' },
};

test.each(Object.values(one))('$code says what is so and what to type, in whole sentences', (problem) => {
  const { what, found = [], next } = wordsFor(problem);
  expect([what, ...found].join('\n')).toMatch(/registry\.example\.com/);
  expect(what).toMatch(/^[A-Za-z].*\.$/);
  expect(next.length).toBeGreaterThan(0);
  expect(JSON.stringify([what, found, next])).not.toMatch(/undefined|\[object/);
});

test('no code is left out', () => {
  expect(Object.keys(registryWords).toSorted()).toEqual(Object.keys(one).toSorted());
});
