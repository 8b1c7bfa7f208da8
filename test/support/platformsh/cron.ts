import type { Platform } from './api.ts';
import type { Section } from './configuration.ts';
import { runLine } from './run-application.ts';
import type { Project } from './state.ts';

/** Runs a cron of an environment's application now; gives its exit code. */
export async function runCron({ ground }: Platform, project: Project, branch: string, name: string): Promise<number> {
  const [app] = project.environments.get(branch)?.deployment?.apps ?? [];
  const crons = (app?.configuration['crons'] ?? {}) as Readonly<Record<string, Section>>;
  const { commands, cmd } = (crons[name] ?? {}) as { commands?: { start?: string }; cmd?: string };
  const line = commands?.start ?? cmd;
  if (app === undefined || line === undefined) throw new Error(`there is no cron ${name}`);
  return runLine(ground, app, line);
}
