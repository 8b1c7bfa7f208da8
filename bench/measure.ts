import { execFileSync, spawn } from 'node:child_process';

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
export async function measure(command: readonly string[], surroundings: Surroundings = {}): Promise<Measured> {
  const { status, stderr, ...measured } = await run(command, surroundings);
  if (status !== 0) throw new Error(`\`${command.join(' ')}\` failed (exit ${status}):\n${measured.stdout}${stderr}`);
  return measured;
}

/** The same for a tool whose answer may be that it cannot, which is exit 1; anything else is a failed run. */
export async function measureAnyEnd(
  command: readonly string[],
  surroundings: Surroundings = {},
): Promise<Measured & { readonly status: number }> {
  const { status, stderr, ...measured } = await run(command, surroundings);
  if (status !== 0 && status !== 1) throw new Error(`\`${command.join(' ')}\` died (exit ${status}):\n${stderr}`);
  return { ...measured, status };
}

async function run(command: readonly string[], { cwd, env }: Surroundings) {
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
  return { seconds, stdout, stderr, status };
}

/** Peak memory of any command with what it starts, in MB, as the system counts it. */
export function peakMemoryOf(command: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const script =
    'import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)';
  return (
    (Number(
      execFileSync('python3', ['-c', script, ...command], { encoding: 'utf8', env: { ...process.env, ...env } }),
    ) *
      1024) /
    1e6
  );
}

/** Peak memory of a Node.js command, in MB: it says so itself when it ends. */
export async function peakMemory(script: readonly string[], surroundings: Surroundings = {}): Promise<number> {
  const hook = `process.on('exit',()=>process.stdout.write('\\npeak:'+process.resourceUsage().maxRSS+'\\n'))`;
  const hooked = [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(hook)}`, ...script];
  const { stdout } = await measure(hooked, surroundings);
  return (Number(/peak:(\d+)/.exec(stdout)?.[1]) * 1024) / 1e6;
}
