import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../support/free-port.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export interface Proxy {
  /** As it stands in HTTPS_PROXY, with its password. */
  readonly url: string;
  /** Hosts that it was asked to connect to. */
  readonly asked: () => readonly string[];
  readonly stop: () => void;
}

/** Starts Debian's tinyproxy on a free port, which wants a password. */
export async function startProxy(): Promise<Proxy> {
  const folder = temporaryFolder('proxy');
  const port = await freePort();
  const [file, log] = [join(folder, 'tinyproxy.conf'), join(folder, 'log')];
  const lines = [
    'Listen 127.0.0.1',
    `Port ${port}`,
    `LogFile "${log}"`,
    'LogLevel Connect',
    'BasicAuth deployer horse',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const server = spawn('tinyproxy', ['-d', '-c', file], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100 || server.exitCode !== null) throw new Error('The proxy did not start');
    await sleep(50);
  }
  return {
    url: `http://deployer:horse@127.0.0.1:${port}`,
    asked: () => [...readFileSync(log, 'utf8').matchAll(/: CONNECT (\S+) HTTP/g)].map(([, host = '']) => host),
    stop: () => void server.kill(),
  };
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
