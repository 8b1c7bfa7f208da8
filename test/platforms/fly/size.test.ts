import { expect, test } from 'vitest';
import { chosenSizes, sizeIn } from '../../../src/platforms/fly/size.ts';
import { after, nobody, planned } from './observed.ts';

const [machine = expect.unreachable()] = after().machines;
const shared = (memory: number) => ({ kind: 'shared', cpus: 1, memory });
const sizes = (size: object | undefined, variables = {}, env: Record<string, string> = machine.env) =>
  chosenSizes([{ ...machine, env, ...(size && { size: size as never }) }], variables);

test('what a machine tells of its size', () => {
  expect(sizeIn({ cpu_kind: 'performance', cpus: 2, memory_mb: 4096 })).toEqual({
    kind: 'performance',
    cpus: 2,
    memory: 4096,
  });
  expect(sizeIn({ cpu_kind: 'shared', cpus: 1, memory_mb: 256, gpu_kind: 'l40s' })).toMatchObject({ gpu: 'l40s' });
  expect([sizeIn(undefined), sizeIn({})]).toEqual([undefined, undefined]);
});

test('a size that an earlier push asked for is nobody’s choice', () => {
  expect(sizes(undefined)).toEqual({});
  expect(sizes(shared(512))).toEqual({});
  const env = { ...machine.env, WEB_CONCURRENCY: '6' };
  expect(sizes(shared(1024), { WEB_CONCURRENCY: '2' }, env)).toEqual({});
});

test('another is, and grows with workers only', () => {
  expect(sizes(shared(2048))).toEqual({ app: shared(2048) });
  expect(sizes(shared(256))).toEqual({ app: shared(256) });
  expect(sizes(shared(256), { WEB_CONCURRENCY: '6' })).toEqual({ app: shared(1024) });
  expect(sizes(shared(2048), { WEB_CONCURRENCY: '6' })).toEqual({ app: shared(2048) });
});

test('a machine that was deployed by other means keeps its size, and has at least what two workers need', () => {
  expect(sizes(shared(256), {}, {})).toEqual({ app: shared(512) });
  expect(sizes({ kind: 'performance', cpus: 1, memory: 2048 }, {}, {})).toEqual({
    app: { kind: 'performance', cpus: 1, memory: 2048 },
  });
});

test('after fly scale memory the same push changes nothing, and the next one keeps it', () => {
  const now = after();
  const scaled = { ...now, machines: now.machines.map((each) => ({ ...each, size: shared(2048) })) };
  expect(planned(scaled)).toEqual([]);
  const deploy = planned(scaled, { force: true }).find(({ id }) => id === 'deploy')?.effect;
  expect(deploy?.kind === 'command' && deploy.files?.['fly.toml']).toContain('memory = "2048mb"');
  const first = planned(nobody).find(({ id }) => id === 'deploy')?.effect;
  expect(first?.kind === 'command' && first.files?.['fly.toml']).toContain('memory = "512mb"');
});
