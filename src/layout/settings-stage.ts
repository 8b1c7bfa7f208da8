/** What a settings module is for, as its name tells. */
export type Stage = 'development' | 'production' | 'staging' | 'test' | 'shared' | 'unknown';

const stages: readonly (readonly [words: RegExp, stage: Stage])[] = [
  [/^(tests?|testing|ci|pytest|e2e)$/, 'test'],
  [/^(stag(e|ing)|uat|qa|pre|preprod|preproduction|preview|review|demo)$/, 'staging'],
  [/^(production|prod|product|prd|live|deploy|deployment)$/, 'production'],
  [/^(local|localhost|dev|devel|develop|development|debug)$/, 'development'],
  [/^(base|common|defaults?|shared|core)$/, 'shared'],
];

/** What a module is for: by its last name, or the words that underscores part it into (`settings_dev`). */
export function stageOf(module: string): Stage {
  const last = module.split('.').at(-1) ?? '';
  const words = last
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_');
  return stages.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1] ?? 'unknown';
}

const productionWords = 'production prod product prd live deploy deployment'.split(' ');

/**
 * Names of the same module for production: the word for development, tests or what is shared is replaced by each for
 * production; the whole name, when all its words are such (`dev_local`).
 */
export function productionNames(module: string): string[] {
  const parts = module.split('.');
  const words = (parts.pop() ?? '').split('_');
  const isReplaced = (word: string): boolean => /^(development|shared|test)$/.test(stageOf(word));
  const at = words.findIndex(isReplaced);
  if (at === -1) return [];
  const single = productionWords.map((name) => words.with(at, name).join('_'));
  const whole = words.length > 1 && words.every(isReplaced) ? productionWords : [];
  return [...single, ...whole].map((name) => [...parts, name].join('.'));
}

/** The same in words: `x.local is for development`. */
export function purposeOf(module: string): string {
  const purposes: Readonly<Record<Stage, string>> = {
    development: 'is for development',
    production: 'is for production',
    staging: 'is for staging',
    test: 'is for tests',
    shared: 'is what all stages share',
    unknown: 'names no stage',
  };
  return `${module} ${purposes[stageOf(module)]}`;
}
