/** What a settings module is for, as its name tells. */
export type Stage = 'development' | 'production' | 'staging' | 'test' | 'shared' | 'unknown';

const stages: readonly (readonly [words: RegExp, stage: Stage])[] = [
  [/^(tests?|testing|ci|pytest|e2e)$/, 'test'],
  [/^(stag(e|ing)|uat|qa|pre|preprod|preproduction|preview|review|demo)$/, 'staging'],
  [/^(production|prod|product|prd|live|deploy|deployment)$/, 'production'],
  [/^(local|localhost|dev|devel|develop|development|debug)$/, 'development'],
  [/^(base|common|defaults?|shared|core)$/, 'shared'],
];

/**
 * What a module is for: by its last name, or the words that underscores part it into (`settings_dev`); one called
 * settings alone by the package that holds it among others (`conf.dev.settings`; not `demo.settings`, a project's name).
 */
export function stageOf(module: string): Stage {
  const parts = module.split('.');
  const isInStage = parts.length > 2 && parts.at(-1) === 'settings';
  const stage = stageOfName(parts.at(isInStage ? -2 : -1) ?? '');
  return isInStage && stage === 'shared' ? 'unknown' : stage;
}

function stageOfName(last: string): Stage {
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
  const last = parts.pop() ?? '';
  const parent = parts.at(-1) ?? '';
  if (parts.length > 1 && last === 'settings' && /^(development|test)$/.test(stageOf(parent))) {
    return productionWords.map((name) => [...parts.slice(0, -1), name, last].join('.'));
  }
  const words = last.split('_');
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
