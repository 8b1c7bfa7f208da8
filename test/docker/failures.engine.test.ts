import { describe, expect, test } from 'vitest';
import { connectEngine } from '../../src/docker/engine.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';
import { copyImage, startEngine } from '../support/engines.ts';
import { fileEntry, localBase, tinyPlan } from '../support/tiny-plan.ts';
import { run, tryBuild } from './build-suite.ts';

describe('when the engine fails', () => {
  test('it dies in the middle of a build', async () => {
    const machine = await startEngine('sid');
    copyImage(machine, localBase);
    const engine = await connectEngine(machine.env);
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'log' && event.line === 'begun') void machine.kill();
    };
    const plan = tinyPlan('dying', `FROM ${localBase}\nRUN echo begun && sleep 20\n`);
    const { problem } = await tryBuild(engine, plan, { onEvent });
    engine.close();
    await machine.stop();
    expect(problem).toMatchObject({ code: 'engine-lost', during: 'building the image' });
  });

  test('its disk is full: while a step writes, and while the context arrives', async () => {
    const machine = await startEngine('sid', { diskMegabytes: 500 });
    copyImage(machine, localBase);
    const engine = await connectEngine(machine.env);
    const writing = tinyPlan('full', `FROM ${localBase}\nRUN head -c 600M /dev/zero > /large\n`);
    expect((await tryBuild(engine, writing)).problem).toMatchObject({ code: 'engine-disk-full' });
    const large = tinyPlan('full-context', `FROM ${localBase}\nCOPY large /\n`, [
      fileEntry('large', Buffer.alloc(600_000_000, 1)),
    ]);
    expect((await tryBuild(engine, large)).problem).toMatchObject({ code: 'engine-disk-full' });
    engine.close();
    await machine.stop();
  });

  test('it cannot run programs of the platform that was asked for', async () => {
    const engine = await connectEngine({});
    // The head of an ELF file for the machine type EM_AARCH64: all that the kernel looks at.
    const elf = Buffer.alloc(120);
    elf.write('\x7fELF\x02\x01\x01', 'latin1');
    elf.writeUInt16LE(2, 16);
    elf.writeUInt16LE(183, 18);
    const dockerfile = `FROM scratch\nCOPY program /program\nRUN ["/program", "${run}"]\n`;
    const more = { osArch: 'linux/arm64', baseImage: 'scratch' };
    const plan = tinyPlan('foreign', dockerfile, [fileEntry('program', elf, 0o755)], more);
    const { problem } = await tryBuild(engine, plan);
    engine.close();
    expect(problem).toMatchObject({ code: 'platform-not-emulated', wanted: 'linux/arm64', engine: 'linux/amd64' });
    expect((problem as { reason?: string }).reason).toMatch(/^[^"]*exec format error$/);
  });

  test('it holds the base image for another platform only', async () => {
    const engine = await connectEngine({});
    const plan = tinyPlan('foreign-base', `FROM ${localBase}\nRUN true\n`, [], { osArch: 'linux/arm64' });
    const { problem } = await tryBuild(engine, plan);
    engine.close();
    expect(problem).toMatchObject({
      code: 'base-image-unavailable',
      osArch: 'linux/arm64',
      heldFor: 'linux/amd64',
    });
  });
});
