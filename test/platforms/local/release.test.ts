import { describe, expect, test } from 'vitest';
import type { ContainerState } from '../../../src/values/container.ts';
import { after, ids, image, nothing, planned, pushOf, specIn, stepsOf } from '../support/observed.ts';

const withServer = { database: 'postgres', image: image('1', 'postgres') } as const;

describe('the container that serves', () => {
  test('comes back after a restart of the engine, may do nothing but serve, and is alone', () => {
    const spec = specIn(planned(nothing), 'create');
    expect(spec).toMatchObject({ restart: 'unless-stopped', confined: true });
    expect(spec).not.toHaveProperty('network');
  });

  test('knows how long the engine waits before it kills', () => {
    const spec = specIn(planned(nothing), 'create');
    expect([spec.stopSeconds, spec.env['SIMPLE_DEPLOY_STOP_SECONDS']]).toEqual([30, '30']);
    const own = specIn(planned(nothing, { env: { SIMPLE_DEPLOY_STOP_SECONDS: '90' } }), 'create');
    expect([own.stopSeconds, own.env['SIMPLE_DEPLOY_STOP_SECONDS']]).toEqual([90, '90']);
  });

  test('shares a network with the server of its database', () => {
    expect(specIn(planned(nothing, withServer), 'create').network).toBe('simple-deploy-blog-network');
    expect(specIn(planned(nothing, withServer), 'release').network).toBe('simple-deploy-blog-network');
    expect(specIn(planned(nothing, withServer), 'database-create')).toMatchObject({
      network: 'simple-deploy-blog-network',
      alias: 'database',
      ports: [],
    });
  });

  test('tells the folder it came from, with --image the one that the image names', () => {
    const label = 'simple-deploy.app.folder';
    expect(specIn(planned(nothing), 'create').labels[label]).toBe('aaaaaaaaaaaa');
    const elsewhere = { ...image('1'), labels: { ...image('1').labels, 'simple-deploy.folder': 'cccccccccccc' } };
    const { folder: _, ...wanted } = pushOf({ image: elsewhere });
    expect(specIn(planned(nothing, { ...wanted, folder: undefined } as never), 'create').labels[label]).toBe(
      'cccccccccccc',
    );
  });
});

test('an address of the own database wins over the server that ran before', () => {
  const there = after(pushOf(withServer));
  const env = { DATABASE_URL: 'postgres://db.example.com/blog' };
  const plan = planned(there, { image: image('2', 'postgres'), env });
  expect(specIn(plan, 'create').env['DATABASE_URL']).toBe(env.DATABASE_URL);
  expect(ids(plan)).not.toContain('database-ready');
});

test.each(['running', 'restarting', 'paused'] as const)(
  'a release that is %s is stopped, and started again on the way back',
  (status) => {
    const there = after(pushOf());
    const web = { ...(there.web as ContainerState), status };
    const stop = stepsOf(planned({ ...there, web }, { image: image('2') })).find(({ id }) => id === 'stop');
    expect(stop?.undo).toMatchObject([
      { call: 'start-container', name: 'simple-deploy-blog-web' },
      { kind: 'wait', probe: { container: 'simple-deploy-blog-web', path: '/-/health' }, until: 'ok' },
    ]);
  },
);

test('a first push that fails leaves no volume, server or network behind', () => {
  const undone = stepsOf(planned(nothing, withServer)).flatMap(({ undo = [] }) =>
    undo.flatMap((effect) => (effect.kind === 'engine' && 'name' in effect ? [`${effect.call} ${effect.name}`] : [])),
  );
  expect(undone).toEqual(
    expect.arrayContaining([
      'remove-volume simple-deploy-blog-data',
      'remove-network simple-deploy-blog-network',
      'remove-volume simple-deploy-blog-database',
      'remove-container simple-deploy-blog-database',
      'drop-lock simple-deploy-blog-lock',
    ]),
  );
});
