import { spawn } from 'node:child_process';
import { Agent, type AgentOptions } from 'node:http';
import { Duplex } from 'node:stream';

/**
 * An agent whose connections are `ssh HOST docker system dial-stdio`, as docker's own client makes them: the user's
 * ~/.ssh/config, known hosts, agent and jump hosts all hold. (dockerode's own ssh checks no host key.)
 */
export function sshAgent(url: string, env: NodeJS.ProcessEnv): Agent {
  const open = new Set<() => void>();
  return new (class extends Agent {
    // The types say net.Socket; Node asks for no more than a duplex stream here.
    override createConnection(): Duplex {
      const { stream, kill } = dial(url, env);
      open.add(kill);
      stream.once('close', () => open.delete(kill));
      return stream;
    }
    override destroy(): void {
      for (const kill of open) kill();
      super.destroy();
    }
  })({ keepAlive: false } satisfies AgentOptions);
}

/** The arguments of ssh for an address such as `ssh://user@host:2222/run/docker.sock`. */
export function sshArguments(url: string): readonly string[] {
  const { username, hostname, port, pathname } = new URL(url);
  const socket = pathname.length > 1 ? ['--host', `unix://${pathname}`] : [];
  return [
    ...(username ? ['-l', decodeURIComponent(username)] : []),
    ...(port ? ['-p', port] : []),
    '-o',
    'ConnectTimeout=30',
    '-T',
    '--',
    hostname,
    'docker',
    ...socket,
    'system',
    'dial-stdio',
  ];
}

function dial(url: string, env: NodeJS.ProcessEnv): { stream: Duplex; kill: () => void } {
  const child = spawn('ssh', [...sshArguments(url)], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
  const stream = new Duplex({
    read: () => void child.stdout.resume(),
    // A write that fails tells less than what ssh says when it ends, which comes right after.
    write: (chunk: Uint8Array, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(done),
    destroy: (error, done) => {
      child.kill();
      done(error);
    },
  });
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (chunk: Uint8Array) => void (stream.push(chunk) || child.stdout.pause()));
  child.once('error', (error) => stream.destroy(error));
  child.once('close', (code) => {
    if (code === 0) stream.push(null);
    else stream.destroy(new Error(said.trim() || `ssh ended with exit status ${code}`));
  });
  return { stream, kill: () => void child.kill() };
}
