import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lentToBuild } from '../../src/commands/lent-to-build.ts';
import { createRedactor } from '../../src/redact.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'simple-deploy-lent-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const nothing = { buildSecrets: [], ssh: [] };

test('files, variables and certificates are lent under their ids', () => {
  const options = {
    caBundle: file('ca.pem', 'certificates'),
    buildSecrets: [
      { id: 'netrc', file: file('netrc', 'machine x login me password hunter2') },
      { id: 'T', env: 'MINE' },
    ],
    ssh: ['default', 'deploy=/keys/a,/keys/b'],
  };
  const { secrets, ssh } = lentToBuild(options, { MINE: 'value', SSH_AUTH_SOCK: '/run/agent' }, createRedactor());
  const texts = [...secrets].map(([id, value]) => [id, Buffer.from(value).toString()]);
  expect(Object.fromEntries(texts)).toEqual({
    ca: 'certificates',
    netrc: 'machine x login me password hunter2',
    T: 'value',
  });
  expect(Object.fromEntries(ssh)).toEqual({ default: ['/run/agent'], deploy: ['/keys/a', '/keys/b'] });
});

test('what the last build had and is not known any more is passed over', () => {
  const { secrets, ssh } = lentToBuild({ buildSecrets: [{ id: 'netrc' }], ssh: ['default='] }, {}, createRedactor());
  expect([secrets.size, ssh.size]).toEqual([0, 0]);
});

test.each([
  [{ ...nothing, caBundle: '/nonexistent' }, 'option-file'],
  [{ ...nothing, buildSecrets: [{ id: 'x', file: '/nonexistent' }] }, 'option-file'],
  [{ ...nothing, buildSecrets: [{ id: 'x', env: 'NOT_SET' }] }, 'option-value'],
  [{ ...nothing, ssh: ['default'] }, 'ssh-agent-unset'],
])('%j cannot be lent', (options, code) => {
  expect(() => lentToBuild(options, {}, createRedactor())).toThrow(code);
});

test('what is secret in a file is hidden from then on', () => {
  const redactor = createRedactor();
  const buildSecrets = [
    { id: 'netrc', file: file('netrc', 'machine index.example\n  login me\n  password hunter2!\n') },
    { id: 'pip.conf', file: file('pip.conf', '[global]\nindex-url = https://me:s3cr3t-pip@index.example/simple\n') },
    { id: 'uv.toml', file: file('uv.toml', 'password = "toml-word"\n') },
    { id: 'TOKEN', env: 'TOKEN' },
  ];
  lentToBuild({ buildSecrets, ssh: [] }, { TOKEN: 'from-the-variable\n' }, redactor);
  const said = redactor.redact('hunter2! s3cr3t-pip toml-word from-the-variable machine index.example');
  expect(said).toBe('[hidden] [hidden] [hidden] [hidden] machine index.example');
});
