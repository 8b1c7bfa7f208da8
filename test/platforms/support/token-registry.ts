import { execFileSync } from 'node:child_process';
import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type RealRegistry, startRegistry } from '../../support/real-registry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export interface TokenLogin {
  readonly user: string;
  readonly password: string;
  /** What docker keeps as `identitytoken`. */
  readonly refreshToken: string;
}

export interface TokenRegistry extends RealRegistry {
  /** Each token that was asked for: how, by whom, for what. */
  readonly asked: readonly string[];
}

const issuer = 'simple-deploy-test';
const service = 'registry-of-a-test';

/** A registry that takes bearer tokens only, and the server that gives them (distribution's token authentication). */
export async function startTokenRegistry(login: TokenLogin): Promise<TokenRegistry> {
  const folder = temporaryFolder('token');
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', [...made, '-subj', '/CN=tokens', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const asked: string[] = [];
  const giveToken = tokensOf(readFileSync(key), readFileSync(certificate));
  const server = createServer((request, response) => void answer(request, response, login, asked, giveToken));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const realm = `http://localhost:${(server.address() as AddressInfo).port}/token`;
  const lines = { realm, service, issuer, rootcertbundle: certificate };
  const setting = `auth:\n  token:\n${Object.entries(lines)
    .map(([name, value]) => `    ${name}: ${value}\n`)
    .join('')}`;
  const registry = await startRegistry({ setting });
  return {
    host: registry.host,
    asked,
    stop() {
      registry.stop();
      server.close();
    },
  };
}

type GiveToken = (scopes: readonly string[]) => string;

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  login: TokenLogin,
  asked: string[],
  giveToken: GiveToken,
): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : url.searchParams;
  const basic = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  const isKnown =
    request.method === 'POST'
      ? form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === login.refreshToken
      : request.headers.authorization === basic;
  asked.push(`${request.method} ${isKnown ? 'known' : 'unknown'} ${form.getAll('scope').join(' ')}`);
  if (!isKnown || form.get('service') !== service) {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ details: 'incorrect username or password' }));
    return;
  }
  const token = giveToken(form.getAll('scope').flatMap((scope) => scope.split(' ')));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(request.method === 'POST' ? { access_token: token } : { token }));
}

/** Makes JSON web tokens as the registry wants them: ES256, the certificate in the header. */
function tokensOf(key: Buffer, certificate: Buffer): GiveToken {
  const privateKey = createPrivateKey(key);
  const x5c = [new X509Certificate(certificate).raw.toString('base64')];
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return (scopes) => {
    const now = Math.floor(Date.now() / 1000);
    const access = scopes.map((scope) => {
      const [type, ...rest] = scope.split(':');
      return { type, name: rest.slice(0, -1).join(':'), actions: rest.at(-1)?.split(',') };
    });
    const times = { iat: now, nbf: now - 60, exp: now + 300 };
    const claims = { iss: issuer, aud: service, sub: '', jti: randomUUID(), ...times, access };
    const signed = `${encode({ typ: 'JWT', alg: 'ES256', x5c })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  };
}
