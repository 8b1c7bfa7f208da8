import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A registry of npm that has one package and wants a token for it. */
export interface NpmRegistry {
  /** Such as "172.17.0.1:41234". */
  readonly host: string;
  /** Each request: whether it had the token. */
  readonly allowed: readonly boolean[];
  readonly stop: () => void;
}

/** Serves version 1.0.0 of a package with this index.js. */
export async function startNpmRegistry(
  address: string,
  token: string,
  name: string,
  index: string,
): Promise<NpmRegistry> {
  const tarball = packed(name, index);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const allowed: boolean[] = [];
  const server = createServer((request, response) => {
    const isAllowed = request.headers.authorization === `Bearer ${token}`;
    allowed.push(isAllowed);
    if (!isAllowed) {
      response.writeHead(401).end();
    } else if (request.url?.endsWith('.tgz') === true) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(tarball);
    } else {
      const dist = { tarball: `http://${host}/words-1.0.0.tgz`, integrity };
      const versions = { '1.0.0': { name, version: '1.0.0', dist } };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  return { host, allowed, stop: () => server.close().closeAllConnections() };
}

function packed(name: string, index: string): Buffer {
  const folder = temporaryFolder('npm-package');
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
  writeFileSync(join(folder, 'package/index.js'), index);
  execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: folder });
  return readFileSync(join(folder, 'package.tgz'));
}
