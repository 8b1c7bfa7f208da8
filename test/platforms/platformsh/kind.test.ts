import { describe, expect, it } from 'vitest';
import { platformsh, upsun } from '../../../src/platforms/platformsh/names.ts';
import { projectOf } from '../../../src/platforms/platformsh/project.ts';
import { planPush } from '../../../src/platforms/platformsh/push.ts';
import { planRollback } from '../../../src/platforms/platformsh/rollback.ts';
import { problemOf } from '../../support/problem-of.ts';
import { fresh, observed, requestOf } from './observed.ts';

const target = { app: 'abcdefgh12345', appNamed: true, verb: 'push' } as const;
const listed = { id: 'abcdefgh12345', organization: 'org', repository: { url: 'x@git.eu-5.platform.sh:x.git' } };

/** What the API answers by path; it knows nothing else. */
function reading(answers: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const read = (path: string): Promise<unknown> => {
    asked.push(path);
    return Promise.resolve(answers[path.replace('/projects/abcdefgh12345', '')]);
  };
  return { read, asked };
}

describe('the kind of a project', () => {
  it.each([
    [true, 'flexible'],
    [false, 'fixed'],
  ] as const)('is what its settings say of sizes: %s', async (enabled, kind) => {
    const { read } = reading({ '/settings': { sizing_api_enabled: enabled }, '/organizations/org': { type: 'none' } });
    expect(await projectOf(read, listed, target)).toMatchObject({ kind });
  });

  it('is else that of its organisation, and else unknown', async () => {
    const { read } = reading({ '/settings': {}, '/organizations/org': { type: 'fixed' } });
    expect(await projectOf(read, listed, target)).toMatchObject({ kind: 'fixed' });
    expect((await projectOf(reading({}).read, listed, target)).kind).toBeUndefined();
  });

  it('is asked for a push only', async () => {
    const { read, asked } = reading({});
    await projectOf(read, listed, { ...target, verb: 'status' });
    expect(asked.filter((path) => /settings|organizations|integrations/.test(path))).toEqual([]);
  });

  it('decides by which name it is pushed to', () => {
    const push = (kind: 'fixed' | 'flexible', flavour: typeof upsun, environment?: string) => () =>
      planPush(
        observed({ project: { kind } }),
        requestOf(environment === undefined ? {} : { environment }),
        fresh,
        flavour,
      );
    expect(problemOf(push('fixed', upsun, 'staging'))).toEqual({
      code: 'choice-impossible',
      what: 'Blog (abcdefgh12345) is a project of the fixed kind, which reads .platform.app.yaml: what --to upsun pushes is configured by .upsun/config.yaml.',
      next: ['simple-deploy push --to platformsh --project abcdefgh12345 --environment staging'],
    });
    expect(problemOf(push('flexible', platformsh))).toMatchObject({
      next: ['simple-deploy push --to upsun --project abcdefgh12345'],
    });
    expect(push('flexible', upsun)).not.toThrow();
    expect(push('fixed', platformsh)).not.toThrow();
  });
});

describe('a project that takes its code from elsewhere', () => {
  it('is one with such an integration, or with a repository that is not the platform’s', async () => {
    const { read } = reading({ '/integrations': [{ type: 'webhook' }, { type: 'gitlab' }] });
    expect(await projectOf(read, listed, target)).toMatchObject({ codeFrom: 'GitLab' });
    const elsewhere = { ...listed, repository: { url: 'git@github.com:ada/blog.git' } };
    expect(await projectOf(reading({}).read, elsewhere, target)).toMatchObject({ codeFrom: 'github.com' });
    const other = reading({ '/integrations': [{ type: 'webhook' }] });
    expect((await projectOf(other.read, listed, target)).codeFrom).toBeUndefined();
  });

  it('is pushed to by nobody, and not brought back', () => {
    const now = observed({ project: { codeFrom: 'GitHub' } });
    expect(problemOf(() => planPush(now, requestOf(), fresh, upsun))).toMatchObject({
      code: 'choice-impossible',
      what: expect.stringContaining('takes its code from GitHub') as string,
    });
    expect(problemOf(() => planRollback(now, { ...target, verb: 'rollback' }, upsun))).toMatchObject({
      code: 'choice-impossible',
    });
  });
});
