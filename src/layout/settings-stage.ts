/** What a settings module is for, as its name tells. */
export type Stage = 'development' | 'production' | 'test' | 'shared' | 'unknown';

const stages: readonly (readonly [words: RegExp, stage: Stage])[] = [
  [/^(tests?|testing|ci|pytest|e2e)$/, 'test'],
  [/^(production|prod|product|prd|live|deploy|deployment)$/, 'production'],
  [/^(local|localhost|dev|devel|develop|development|debug)$/, 'development'],
  [/^(base|common|defaults?|shared|core)$/, 'shared'],
];

/** What a module is for: by its last name, or the words that underscores part it into (`settings_dev`). */
export function stageOf(module: string): Stage {
  const last = module.split('.').at(-1) ?? '';
  const words = last.toLowerCase().split('_');
  return stages.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] ?? 'unknown';
}

/** Names of the same module for production: the word for development or what is shared is replaced by each for production. */
export function productionNames(module: string): string[] {
  const parts = module.split('.');
  const words = (parts.pop() ?? '').split('_');
  const at = words.findIndex((word) => /^(development|shared)$/.test(stageOf(word)));
  if (at === -1) return [];
  return 'production prod product prd live deploy deployment'
    .split(' ')
    .map((name) => [...parts, words.with(at, name).join('_')].join('.'));
}
