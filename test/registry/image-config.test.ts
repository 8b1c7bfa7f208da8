import { expect, test } from 'vitest';
import { type ImageConfig, readImageConfig, writeImageConfig } from '../../src/registry/image-config.ts';

const diffId = `sha256:${'a'.repeat(64)}`;
const built = (more: object = {}) => ({
  architecture: 'amd64',
  os: 'linux',
  created: '2026-11-23T02:00:00Z',
  config: { Cmd: ['web'], Env: ['A=1'], Hostname: 'builder', Labels: null },
  history: [{ created: '2026-11-23T01:00:00Z', created_by: 'RUN x', empty_layer: true }],
  rootfs: { type: 'layers', diff_ids: [diffId] },
  ...more,
});

function read(value: unknown): ImageConfig {
  const config = readImageConfig(Buffer.from(JSON.stringify(value)));
  if ('why' in config) throw new Error(config.why);
  return config;
}

test('times and what else is of one build alone are left out, whatever the order of its keys', () => {
  const once = writeImageConfig(read(built({ docker_version: '20.10', container: 'abc', container_config: {} })));
  const again = writeImageConfig(
    read(
      built({
        created: '2030-01-01T00:00:00Z',
        'moby.buildkit.buildinfo.v0': 'x',
        config: { Labels: null, Env: ['A=1'], Cmd: ['web'] },
      }),
    ),
  );
  expect(once.toString()).toBe(again.toString());
  expect(JSON.parse(once.toString())).toEqual({
    architecture: 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Cmd: ['web'], Env: ['A=1'], Labels: null },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'RUN x', empty_layer: true }],
    rootfs: { type: 'layers', diff_ids: [diffId] },
  });
});

test('another command, and nothing else', () => {
  const worker = JSON.parse(writeImageConfig(read(built()), { command: ['celery'] }).toString()) as object;
  const web = JSON.parse(writeImageConfig(read(built())).toString()) as { config: object };
  expect(worker).toEqual({ ...web, config: { ...web.config, Cmd: ['celery'] } });
});

test('a mark makes it another one, and where the project lay does not', () => {
  const labelled = (labels: object) => read(built({ config: { Cmd: ['web'], Labels: labels } }));
  const here = writeImageConfig(labelled({ a: '1', 'simple-deploy.folder': 'f00' })).toString();
  expect(writeImageConfig(labelled({ a: '1', 'simple-deploy.folder': 'ba7' })).toString()).toBe(here);
  const marked = JSON.parse(writeImageConfig(labelled({ a: '1' }), { mark: 'after v5' }).toString()) as object;
  expect(marked).toMatchObject({ config: { Cmd: ['web'], Labels: { a: '1', 'simple-deploy.mark': 'after v5' } } });
  expect(writeImageConfig(labelled({ a: '1', 'simple-deploy.mark': 'after v5' })).toString()).toBe(here);
  expect(writeImageConfig(read(built()), { mark: 'x' }).toString()).toContain('"simple-deploy.mark":"x"');
});

test.each([
  ['{', 'not JSON'],
  ['[]', 'no object'],
  ['{}', 'does not name its layers'],
  ['{"rootfs":{"diff_ids":["sha256:1"]}}', 'does not name its layers'],
])('%s is no configuration', (text, why) => {
  const config = readImageConfig(Buffer.from(text));
  expect('why' in config && config.why).toContain(why);
});
