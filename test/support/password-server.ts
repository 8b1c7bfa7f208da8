import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** A server of packages and of git repositories that wants a name and a password. */
export interface PasswordServer {
  /** Such as "http://172.17.0.1:41234". */
  readonly url: string;
  readonly host: string;
  /** Every request: whether it was let in, and what it asked for. */
  readonly requests: readonly { readonly allowed: boolean; readonly path: string }[];
  readonly stop: () => void;
}

/**
 * Serves a folder at an address of this machine: `/simple/NAME/` lists the wheels of `NAME/` as PEP 503 has it, `/NAME.git`
 * is a bare repository by git's own `git http-backend`.
 */
export async function startPasswordServer(
  folder: string,
  address: string,
  login: { readonly user: string; readonly password: string },
): Promise<PasswordServer> {
  const wanted = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  const requests: { allowed: boolean; path: string }[] = [];
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
    const allowed = request.headers.authorization === wanted;
    requests.push({ allowed, path });
    if (!allowed) response.writeHead(401, { 'www-authenticate': 'Basic realm="private"' }).end();
    else if (path.includes('.git/')) gitBackend(folder, request, response);
    else answer(folder, path, response);
  });
  await listening(server, address);
  const host = `${address}:${(server.address() as AddressInfo).port}`;
  const stop = (): void => server.close().closeAllConnections();
  return { url: `http://${host}`, host, requests, stop };
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve) => server.listen(0, address, resolve));
}

function answer(folder: string, path: string, response: ServerResponse): void {
  const name = /^\/simple\/([^/]+)\/$/.exec(path)?.[1];
  const file = join(folder, path);
  if (name !== undefined && existsSync(join(folder, name))) {
    const links = readdirSync(join(folder, name)).map((wheel) => `<a href="/${name}/${wheel}">${wheel}</a>`);
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html><html><body>${links.join('\n')}`);
  } else if (existsSync(file) && statSync(file).isFile()) {
    response.writeHead(200, { 'content-length': statSync(file).size });
    createReadStream(file).pipe(response);
  } else {
    response.writeHead(404).end();
  }
}

/** Passes a request to git's CGI program (git-http-backend(1)). */
function gitBackend(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: query,
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.once('close', () => {
    const output = Buffer.concat(pieces);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(/: (.*)/, 2));
    const status = headers.find(([name]) => name === 'Status')?.[1];
    response.writeHead(Number(status?.split(' ')[0] ?? 200), Object.fromEntries(headers) as Record<string, string>);
    response.end(output.subarray(end + 4));
  });
}
