import { describe, expect, test } from 'vitest';
import { local } from '../../../src/platforms/local/index.ts';
import type { LocalNow } from '../../../src/platforms/local/observe.ts';
import type { Request } from '../../../src/platforms/types.ts';
import type { ContainerState } from '../../../src/values/container.ts';
import { after, fresh, ids, image, nothing, outcomeOf, planned, pushOf, specIn, stepsOf } from '../support/observed.ts';

const now = after(pushOf({ env: { TOKEN: 'token-of-a-bank' } }));
const web = now.web as ContainerState;
const plan = (there: LocalNow, request: object) =>
  local.plan(there, { app: 'blog', appNamed: true, ...request } as Request, fresh);
const factsOf = (there: LocalNow) =>
  Object.fromEntries(outcomeOf(plan(there, { verb: 'status' })).facts.map(({ name, value }) => [name, value]));

describe('status', () => {
  test('tells what runs, since when, from which image, with which data; values of variables never', () => {
    expect(factsOf(now)).toEqual({
      App: 'blog',
      State: 'running, healthy',
      Since: '2026-01-01 00:00:01 UTC (2 minutes ago)',
      Image: 'simple-deploy/blog:1',
      Variables: 'TOKEN',
      Database: 'sqlite',
      Data: 'volume simple-deploy-blog-data',
    });
  });

  test('tells what is not as it should be', () => {
    expect(factsOf({ ...now, healthy: false })['State']).toBe('running, does not answer its health check');
    const restarted = { ...now, web: { ...web, restarts: 3 } };
    expect(factsOf(restarted)['Restarts']).toBe('3');
    const stopped = factsOf({ ...now, web: { ...web, status: 'exited' }, healthy: false });
    expect(stopped['State']).toBe('exited');
    expect(stopped).not.toHaveProperty('Since');
  });

  test('tells a push that is under way from one that was interrupted', () => {
    const { holder } = fresh;
    expect(factsOf({ ...now, lock: { holder, gone: false } })).toMatchObject({
      'Push under way': 'process 42 on laptop',
    });
    expect(factsOf({ ...now, lock: { holder, gone: true } })).toHaveProperty('Interrupted push');
    expect(factsOf({ ...now, leftovers: ['simple-deploy-blog-proof'] })).toHaveProperty('Interrupted push');
    expect(factsOf({ ...now, lock: { holder, gone: false }, next: web })).not.toHaveProperty('Interrupted push');
  });

  test('tells the server of the database, and the image before', () => {
    const first = pushOf({ database: 'postgres', image: image('1', 'postgres') });
    const second = after(pushOf({ image: image('2', 'postgres') }), after(first));
    expect(factsOf(second)).toMatchObject({
      Database: 'postgres:17, running, volume simple-deploy-blog-database',
      'Image before': 'simple-deploy/blog:1',
    });
  });
});

describe('open', () => {
  const urls = (more: object) => outcomeOf(plan(after(pushOf(more)), { verb: 'open' })).urls;

  test('names this machine first, then how others reach it', () => {
    expect(urls({ port: 8080 })).toEqual(['http://localhost:8080/', 'http://laptop:8080/', 'http://192.168.1.7:8080/']);
  });

  test('names the one address that it listens on, an IPv6 one in brackets, and no port 80', () => {
    expect(urls({ port: 8080, bind: '127.0.0.1' })).toEqual(['http://127.0.0.1:8080/']);
    expect(urls({ port: 80, bind: '::1' })).toEqual(['http://[::1]/']);
  });
});

describe('what a push tells', () => {
  const notes = (there: LocalNow, more = {}) => outcomeOf(planned(there, more)).notes.map(({ code }) => code);

  test('notes on data, network and server come once', () => {
    expect(notes(nothing)).toEqual(['note-data-volume', 'note-no-backup', 'note-open-to-network']);
    expect(notes(nothing, { bind: '127.0.0.1' })).toEqual(['note-data-volume', 'note-no-backup']);
    expect(outcomeOf(planned(nothing)).notes[0]).toMatchObject({ take: expect.stringContaining('< db.sqlite3') });
    expect(notes(nothing, { database: 'postgres', image: image('1', 'postgres') })).toContain('note-server-database');
    expect(notes(now)).toEqual([]);
    expect(notes(now, { image: image('2') })).toEqual(['note-open-to-network']);
  });

  test('the gap is the time from the stop of the old release to the answer of the new one', () => {
    const plain = { title: '', why: '', outcome: 'done' } as const;
    const results = [
      { id: 'stop', startedAt: 1000, ms: 200, ...plain },
      { id: 'serve', startedAt: 1500, ms: 450, ...plain },
    ];
    const pushed = planned(now, { image: image('2') });
    const { facts } = 'outcome' in pushed ? pushed.outcome(results) : { facts: [] };
    expect(facts.find(({ name }) => name === 'Gap')?.value).toBe('0.95 s without an answer');
  });
});

test('what serves is told only of a release that runs and answers', () => {
  expect(local.serving?.(now)).toEqual({ url: 'http://localhost:8000/', image: 'simple-deploy/blog:1' });
  expect(local.serving?.({ ...now, healthy: false })).toBeUndefined();
  expect(local.serving?.({ ...now, web: { ...web, status: 'exited' } })).toBeUndefined();
  expect(local.serving?.(nothing)).toBeUndefined();
});

describe('run', () => {
  const spec = (command: readonly string[], there = now) => specIn(plan(there, { verb: 'run', command }), 'run');

  test('runs beside the app, with its image, variables and data', () => {
    expect(spec(['manage.py', 'shell'])).toMatchObject({
      name: 'simple-deploy-blog-run.abcd1234',
      image: 'sha256:1',
      command: ['python', 'manage.py', 'shell'],
      env: { TOKEN: 'token-of-a-bank' },
      volumes: { '/data': 'simple-deploy-blog-data' },
      ports: [],
    });
    expect(spec(['ls', '-l']).command).toEqual(['ls', '-l']);
  });

  test('is in the network of a database server, where there is one', () => {
    expect(spec(['ls'])).not.toHaveProperty('network');
    const first = pushOf({ database: 'postgres', image: image('1', 'postgres') });
    expect(spec(['ls'], after(first)).network).toBe('simple-deploy-blog-network');
  });
});

describe('rollback', () => {
  const second = after(pushOf({ image: image('2') }), now);

  test('brings the image before, by its ID, with the variables of now, and migrates nothing', () => {
    const back = plan(second, { verb: 'rollback' });
    expect(specIn(back, 'create')).toMatchObject({ image: 'sha256:1', env: { TOKEN: 'token-of-a-bank' } });
    expect(ids(back)).not.toContain('release');
    expect(ids(back)).not.toContain('rehearsal-release');
    expect(ids(back)).toContain('proof-page');
    expect(specIn(back, 'create').labels['simple-deploy.app.before']).toContain('simple-deploy/blog:2');
  });

  test('is refused when the image is gone', () => {
    expect(() => plan({ ...second, beforeStands: false }, { verb: 'rollback' })).toThrow('image-before-gone');
  });
});

describe('destroy', () => {
  const there = after(pushOf({ database: 'postgres', image: image('1', 'postgres') }));
  const removed = (more: object) =>
    stepsOf(plan(there, { verb: 'destroy', confirm: 'blog', deleteData: false, ...more })).flatMap(({ effect }) =>
      effect.kind === 'engine' && effect.call.startsWith('remove-') && 'name' in effect ? [effect.name] : [],
    );

  test('takes containers and network, and leaves what people wrote', () => {
    expect(removed({})).toEqual([
      'simple-deploy-blog-web',
      'simple-deploy-blog-database',
      'simple-deploy-blog-network',
    ]);
  });

  test('takes the data when that is asked for', () => {
    expect(removed({ deleteData: true })).toEqual([
      'simple-deploy-blog-web',
      'simple-deploy-blog-database',
      'simple-deploy-blog-network',
      'simple-deploy-blog-data',
      'simple-deploy-blog-database',
    ]);
  });

  test('does not break into a push that is under way, and is not talked into it by another name', () => {
    const { holder } = fresh;
    const verb = { verb: 'destroy', confirm: 'blog', deleteData: false };
    expect(ids(plan({ ...there, lock: { holder, gone: false } }, verb))[0]).toBe('lock');
    expect(ids(plan({ ...there, lock: { holder, gone: true } }, verb)).slice(0, 2)).toEqual(['break-lock', 'lock']);
    expect(() => plan(there, { ...verb, confirm: 'another' })).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ given: 'another' }) as object }),
    );
  });

  test('lists what would go, and what would stay, before it is confirmed', () => {
    expect(() => plan(there, { verb: 'destroy', deleteData: false })).toThrow(
      expect.objectContaining({
        problem: {
          code: 'confirm-missing',
          app: 'blog',
          platform: 'local',
          deletes: [
            'container simple-deploy-blog-web',
            'container simple-deploy-blog-database',
            'volume simple-deploy-blog-data: kept (deleted with --delete-data)',
            'volume simple-deploy-blog-database: kept (deleted with --delete-data)',
          ],
        },
      }),
    );
  });
});

test('the image needs the driver of a server of ours, also when that was asked for earlier', () => {
  const { image: _, ...wanted } = pushOf();
  expect(local.needs(nothing, wanted)).toEqual({ osArch: 'linux/amd64' });
  expect(local.needs(nothing, { ...wanted, database: 'postgres' }).database).toBe('postgres');
  const there = after(pushOf({ database: 'postgres', image: image('1', 'postgres') }));
  expect(local.needs(there, wanted).database).toBe('postgres');
  expect(local.needs(there, { ...wanted, database: 'sqlite' }).database).toBe('sqlite');
});
