import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type Dockerode from 'dockerode';

export interface Executed {
  readonly exit_code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in a container, split as a shell would split it, but by no shell: so does Fly. */
export async function execIn(docker: Dockerode, id: string, line: string): Promise<Executed> {
  const Cmd = (line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|\S+/g) ?? []).map(unquoted);
  const exec = await docker.getContainer(id).exec({ Cmd, AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  docker.modem.demuxStream(stream, stdout, stderr);
  stream.on('end', () => {
    stdout.end();
    stderr.end();
  });
  const [out, error] = await Promise.all([text(stdout), text(stderr)]);
  const { ExitCode } = await exec.inspect();
  return { exit_code: ExitCode ?? -1, stdout: out, stderr: error };
}

function unquoted(word: string): string {
  if (word.startsWith("'")) return word.slice(1, -1);
  return word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(.)/g, '$1') : word;
}
