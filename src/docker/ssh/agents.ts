import { stat } from 'node:fs/promises';
import { UserError } from '../../problems.ts';
import { countKeys } from './agent-connection.ts';
import { type KeyAgent, startKeyAgent } from './key-agent.ts';

/** SSH agents that a build may use. */
export interface Agents {
  /** Where each listens, by the id that the Dockerfile mounts it by. */
  readonly sockets: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

/**
 * The agents that `--ssh` names: for each id the socket of one, or key files, for which an agent runs until `close`. Each
 * was asked which keys it holds. Throws `ssh-agent-absent`, `ssh-agent-empty`, `ssh-key-unusable`.
 */
export async function openAgents(
  wanted: ReadonlyMap<string, readonly string[]>,
  env: NodeJS.ProcessEnv,
): Promise<Agents> {
  const sockets = new Map<string, string>();
  const started: KeyAgent[] = [];
  const close = async (): Promise<void> => void (await Promise.all(started.map((agent) => agent.close())));
  try {
    for (const [id, paths] of wanted) {
      let [path = ''] = paths;
      if (!(await isSocket(path))) {
        const agent = await agentFor(paths, env);
        started.push(agent);
        path = agent.socket;
      }
      await refuseWithoutKeys(id, path);
      sockets.set(id, path);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { sockets, close };
}

/** What is not there is taken for a key: ssh-add says so. */
async function isSocket(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => !found.isFile(),
    () => false,
  );
}

async function agentFor(files: readonly string[], env: NodeJS.ProcessEnv): Promise<KeyAgent> {
  try {
    return await startKeyAgent(files, env);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? "OpenSSH's ssh-agent is not installed" : message;
    throw new UserError({ code: 'ssh-key-unusable', files, reason }, { cause: error });
  }
}

async function refuseWithoutKeys(id: string, path: string): Promise<void> {
  const count = await countKeys(path).catch((error: unknown) => {
    throw new UserError({ code: 'ssh-agent-absent', id, path, reason: (error as Error).message }, { cause: error });
  });
  if (count === 0) throw new UserError({ code: 'ssh-agent-empty', id, path });
}
