import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rememberedFacts, rememberFacts } from '../../src/docker/remembered-facts.ts';
import { stateFolder } from '../../src/state-folder.ts';
import type { ImageFacts } from '../../src/values/image.ts';

const facts = { schemaVersion: 1, python: '3.13' } as ImageFacts;
let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'sd-facts-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

test('what was remembered comes back under its image ID only', () => {
  expect(rememberedFacts('sha256:1')).toBeUndefined();
  rememberFacts('sha256:1', facts);
  expect(rememberedFacts('sha256:1')).toEqual(facts);
  expect(rememberedFacts('sha256:2')).toBeUndefined();
});

test('the folder stays small, and always holds the newest', () => {
  for (let number = 0; number < 120; number += 1) rememberFacts(`sha256:${number}`, facts);
  expect(readdirSync(join(stateFolder(), 'image-facts'))).toHaveLength(100);
  expect(rememberedFacts('sha256:119')).toEqual(facts);
});

test('where nothing can be written, nothing is remembered and nothing fails', () => {
  writeFileSync(join(state, 'simple-deploy'), 'a file where the folder should be');
  rememberFacts('sha256:1', facts);
  expect(rememberedFacts('sha256:1')).toBeUndefined();
});
