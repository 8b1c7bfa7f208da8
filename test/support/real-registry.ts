import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A distribution registry of this test. */
export interface RealRegistry {
  /** Such as "localhost:41234". */
  readonly host: string;
  readonly stop: () => void;
}

/** A user and a password of the registry itself, or its setting `auth:` as it stands in its configuration. */
export type RegistryAuth = { readonly user: string; readonly password: string } | { readonly setting: string };

/** Files by which a registry speaks TLS. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Only who shows a certificate of this authority is let in. */
  readonly clientAuthority?: string;
  /** The registry is reached by this name of the machine, which is none of loopback. */
  readonly name?: string;
}

/** Starts Debian's docker-registry on a free port, open to everybody or with a way to log in, with TLS or without. */
export async function startRegistry(login?: RegistryAuth, tls?: Certificate, name = tls?.name): Promise<RealRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'simple-deploy-registry-'));
  const port = await freePort();
  const auth = login === undefined ? '' : 'setting' in login ? login.setting : passwordFile(folder, login);
  const storage = `storage:\n  filesystem:\n    rootdirectory: ${join(folder, 'data')}\n`;
  const config = join(folder, 'config.yml');
  writeFileSync(
    config,
    `version: 0.1\nlog:\n  level: error\n${storage}http:\n  addr: ${name === undefined ? '127.0.0.1' : ''}:${port}\n${tlsOf(tls)}${auth}`,
  );
  const server = spawn('docker-registry', ['serve', config], { stdio: 'ignore' });
  const host = `${name ?? 'localhost'}:${port}`;
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 300 || server.exitCode !== null) throw new Error('The registry did not start');
    await sleep(100);
  }
  return {
    host,
    stop: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function passwordFile(folder: string, login: { readonly user: string; readonly password: string }): string {
  const file = join(folder, 'htpasswd');
  writeFileSync(file, execFileSync('htpasswd', ['-Bbn', login.user, login.password], { encoding: 'utf8' }));
  return `auth:\n  htpasswd:\n    realm: test\n    path: ${file}\n`;
}

function tlsOf(tls: Certificate | undefined): string {
  if (tls === undefined) return '';
  const clients = tls.clientAuthority === undefined ? '' : `    clientcas:\n      - ${tls.clientAuthority}\n`;
  return `  tls:\n    certificate: ${tls.cert}\n    key: ${tls.key}\n${clients}`;
}

/** A certificate of its own for localhost, or for another name of the machine, in a folder. */
export function makeCertificate(folder: string, name?: string): Certificate {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = `subjectAltName=DNS:${name ?? 'localhost'},IP:127.0.0.1`;
  const names = ['-subj', `/CN=${name ?? 'localhost'}`, '-addext', subject];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync('openssl', [...made, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  return { cert, key, ...(name !== undefined && { name }) };
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
