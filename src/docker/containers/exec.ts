import type { Engine } from '../engine.ts';
import { eachLine } from './logs.ts';

/** Runs a command in a running container; gives its exit code and what it wrote. */
export async function execIn(
  engine: Engine,
  name: string,
  argv: readonly string[],
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const exec = await engine.api.getContainer(name).exec({ Cmd: [...argv], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({ hijack: true, stdin: false });
  const lines: string[] = [];
  await eachLine(engine, stream, (line) => lines.push(line));
  const { ExitCode } = await exec.inspect();
  return { exitCode: ExitCode ?? -1, output: lines.join('\n') };
}
