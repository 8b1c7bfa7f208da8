import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Real archives: a zip for a wheel, a tar for a source. */
const writer = `
import io, json, sys, tarfile, zipfile
for path, texts in json.load(sys.stdin).items():
    if path.endswith('.whl'):
        with zipfile.ZipFile(path, 'w') as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
    else:
        with tarfile.open(path, 'w:gz') as archive:
            for name, text in texts.items():
                info = tarfile.TarInfo(name)
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))
`;

/** An archive of an index: its name, and the texts of its files. */
export interface ArchiveToOffer {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly isYanked?: boolean;
}

export interface SmallIndex {
  readonly url: string;
  /** Bytes of archives that went out. */
  readonly sent: () => number;
  readonly requests: readonly string[];
  readonly stop: () => void;
}

export interface Manners {
  /** As the JSON of PEP 691; else HTML. */
  readonly json?: boolean;
  readonly ranges?: boolean;
  /** `user:password`. */
  readonly login?: string;
  /** By project: its status marker. */
  readonly status?: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
}

/** Serves an index of real archives on this machine, `/simple/NAME/` and `/files/ARCHIVE`. */
export async function startIndex(
  projects: Readonly<Record<string, readonly ArchiveToOffer[]>>,
  manners: Manners = {},
): Promise<SmallIndex> {
  const folder = temporaryFolder('index');
  const archives = Object.values(projects).flat();
  const input = JSON.stringify(Object.fromEntries(archives.map(({ name, files }) => [join(folder, name), files])));
  execFileSync('python3', ['-c', writer], { input });
  const requests: string[] = [];
  let sent = 0;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    requests.push(path);
    const [, project] = /^\/simple\/([^/]+)\/$/.exec(path) ?? [];
    const archive = archives.find(({ name }) => path === `/files/${name}`);
    const wanted = manners.login === undefined ? undefined : `Basic ${Buffer.from(manners.login).toString('base64')}`;
    if (request.headers.authorization !== wanted) response.writeHead(401).end();
    else if (project !== undefined && projects[project] !== undefined) page(response, project, projects, manners);
    else if (archive === undefined) response.writeHead(404).end();
    else sent += sendFile(request, response, readFileSync(join(folder, archive.name)), manners.ranges === true);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`;
  return { url, requests, sent: () => sent, stop: () => server.close().closeAllConnections() };
}

function page(
  response: ServerResponse,
  project: string,
  projects: Readonly<Record<string, readonly ArchiveToOffer[]>>,
  { json = false, status }: Manners,
): void {
  const files = projects[project] ?? [];
  if (json) {
    const listed = files.map(({ name, isYanked = false }) => ({
      filename: name,
      url: `../../files/${name}`,
      yanked: isYanked,
    }));
    const text = JSON.stringify({ name: project, files: listed, 'project-status': status?.[project] });
    response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' }).end(text);
    return;
  }
  const links = files.map(
    ({ name, isYanked = false }) =>
      `<a href="../../files/${name}#sha256=0"${isYanked ? ' data-yanked=""' : ''}>${name}</a><br/>`,
  );
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html><html><body>${links.join('\n')}`);
}

/** Gives how many bytes it sent. */
function sendFile(request: IncomingMessage, response: ServerResponse, bytes: Buffer, ranges: boolean): number {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  if (!ranges || from === undefined || to === undefined) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    return bytes.length;
  }
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const end = Number(from) + part.length - 1;
  response.writeHead(206, { 'content-range': `bytes ${from}-${end}/${bytes.length}` }).end(part);
  return part.length;
}
