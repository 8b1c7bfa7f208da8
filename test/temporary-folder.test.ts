import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { thisProcess } from '../src/holder.ts';
import { createRedactor } from '../src/redact.ts';
import { openRunLog } from '../src/run-log.ts';
import { runsFolder } from '../src/state-folder.ts';
import { inTemporaryFolder, MARK } from '../src/temporary-folder.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const gone = { ...thisProcess(), born: 'an earlier start of this machine/1' };
let tmp = '';
beforeEach(() => {
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
  tmp = temporaryFolder('tmp');
  vi.stubEnv('TMPDIR', tmp);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function left(name: string, holder: object | string): void {
  mkdirSync(join(tmp, name, 'within'), { recursive: true });
  writeFileSync(join(tmp, name, MARK), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

/** A run that finds the log of another one that was killed. */
function runAfterKill(): void {
  mkdirSync(runsFolder(), { recursive: true });
  writeFileSync(join(runsFolder(), 'one.jsonl'), '');
  writeFileSync(join(runsFolder(), 'one.open'), JSON.stringify(gone));
  openRunLog('push', createRedactor()).close(0);
}

test('is there for the work, and gone after it, when that fails too', async () => {
  const folder = await inTemporaryFolder('push-', (own) => {
    writeFileSync(join(own, 'file'), '');
    return Promise.resolve(own);
  });
  expect([folder.startsWith(join(tmp, 'simple-deploy-push-')), existsSync(folder)]).toEqual([true, false]);
  await expect(inTemporaryFolder('', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(tmp)).toEqual([]);
});

test('what a killed run left is removed by the next one; nothing else is', () => {
  left('simple-deploy-push-a', gone);
  left('simple-deploy-b', thisProcess());
  left('simple-deploy-c', { ...gone, host: 'another machine' });
  left('simple-deploy-d', 'no mark of ours');
  left('somebody-else', gone);
  mkdirSync(join(tmp, 'simple-deploy-e'));
  left('target', gone);
  symlinkSync('target', join(tmp, 'simple-deploy-f'));
  runAfterKill();
  const staying = ['simple-deploy-b', 'simple-deploy-c', 'simple-deploy-d', 'simple-deploy-e', 'simple-deploy-f'];
  expect(readdirSync(tmp)).toEqual([...staying, 'somebody-else', 'target']);
  expect(readdirSync(join(tmp, 'target'))).toEqual([MARK, 'within']);
});

test('what another user left stays', () => {
  left('simple-deploy-push-a', gone);
  vi.spyOn(process, 'getuid').mockReturnValue(4242);
  runAfterKill();
  expect(readdirSync(tmp)).toEqual(['simple-deploy-push-a']);
});

test('a run that finds none killed looks at no folder', () => {
  left('simple-deploy-push-a', gone);
  openRunLog('push', createRedactor()).close(0);
  expect(readdirSync(tmp)).toEqual(['simple-deploy-push-a']);
});
