import { expect, test } from 'vitest';
import { wordsFor } from '../../../src/messages.ts';
import {
  appIn,
  type HerokuApp,
  refuseBuildpacks,
  refuseGeneration,
  takesImages,
} from '../../../src/platforms/heroku/app.ts';
import { appAnswer } from './support.ts';
import { problemOf } from '../../support/problem-of.ts';

function app(more: object = {}): HerokuApp {
  const found = appIn(appAnswer('shop', more));
  if (found === undefined) throw new Error('no app');
  return found;
}

test('the generation is a name or an object with one; an answer without one is of Cedar', () => {
  expect(app({ generation: { id: 'x', name: 'fir' } }).generation).toBe('fir');
  expect(app({ generation: 'fir' }).generation).toBe('fir');
  expect(app({ generation: undefined }).generation).toBe('cedar');
});

test('an app of Fir takes no image from a registry; the words name another way', () => {
  expect(() => refuseGeneration(app())).not.toThrow();
  const problem = problemOf(() => refuseGeneration(app({ generation: 'fir', team: { name: 'crew' } })));
  const { what, next } = wordsFor(problem);
  expect(what).toContain('shop');
  expect(what).toContain('fir');
  expect(next[0]).toContain('--app ANOTHER-NAME --team crew');
});

test('an app that buildpacks build is changed only on request; the words tell the release, what stays and the way back', () => {
  const built = app({ stack: { name: 'heroku-24' }, build_stack: { name: 'heroku-24' } });
  expect(takesImages(built)).toBe(false);
  expect(() => refuseBuildpacks(built, 12, true)).not.toThrow();
  const { what, next } = wordsFor(problemOf(() => refuseBuildpacks(built, 12, false)));
  expect(what).toMatch(/heroku-24.*v12.*config vars and add-ons would stay/);
  expect(next.join('\n')).toContain('--convert');
  expect(next.join('\n')).toContain('heroku stack:set heroku-24 --app shop && heroku rollback v12 --app shop');
});

test('one that runs images, or will with its next release, takes another', () => {
  const soon = app({ stack: { name: 'heroku-24' }, build_stack: { name: 'container' } });
  for (const each of [app(), soon]) expect(() => refuseBuildpacks(each, 3, false)).not.toThrow();
});

test.each([undefined, null, [], 'app', {}, { name: 3 }])('%o is no app', (answer) => {
  expect(appIn(answer)).toBeUndefined();
});
