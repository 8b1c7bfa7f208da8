import { join } from 'node:path';
import envPaths from 'env-paths';

/**
 * The user's folder for logs, summaries and what we remember; `XDG_STATE_HOME` moves it on Linux. Never inside the
 * project, deletable at any time.
 */
export function stateFolder(): string {
  return envPaths('simple-deploy', { suffix: '' }).log;
}

/** Where the logs and summaries of the runs are. */
export function runsFolder(): string {
  return join(stateFolder(), 'runs');
}
