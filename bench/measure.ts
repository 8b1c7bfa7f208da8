import { spawn } from 'node:child_process';

/** How long a command took, in seconds, and what it wrote on stdout. */
export interface Measured {
  readonly seconds: number;
  readonly stdout: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end. Throws with its output when it fails: a failed run measures nothing. */
export async function measure(command: readonly string[], { cwd, env }: Surroundings = {}): Promise<Measured> {
  const [program = '', ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`\`${command.join(' ')}\` failed (exit ${status}):\n${stdout}${stderr}`);
  return { seconds, stdout };
}

/** Peak memory of a Node.js command, in MB: it says so itself when it ends. */
export async function peakMemory(script: readonly string[], surroundings: Surroundings = {}): Promise<number> {
  const hook = `process.on('exit',()=>process.stdout.write('\\npeak:'+process.resourceUsage().maxRSS+'\\n'))`;
  const hooked = [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...script];
  const { stdout } = await measure(hooked, surroundings);
  return (Number(/peak:(\d+)/.exec(stdout)?.[1]) * 1024) / 1e6;
}
