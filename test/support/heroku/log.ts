import { now as short, type HerokuApp } from './state.ts';

const waiting = new WeakMap<HerokuApp, Set<() => void>>();

/** Puts a line into the app's log, as logplex has it. */
export function write(app: HerokuApp, source: 'app' | 'heroku', process: string, text: string): void {
  const at = new Date().toISOString().replace('Z', '000+00:00');
  app.log.push({ at: short(), text: `${at} ${source}[${process}]: ${text}` });
  for (const tell of waiting.get(app) ?? []) tell();
}

/** Calls back for each line that comes; call what is given to end it. */
export function onWrite(app: HerokuApp, tell: () => void): () => void {
  const all = waiting.get(app) ?? new Set();
  waiting.set(app, all.add(tell));
  return () => void all.delete(tell);
}
