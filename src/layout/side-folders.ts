const LESSON = 'a lesson';

/** Folders that hold a Django project beside the one that is meant, and what such a project is. */
const sides: readonly (readonly [name: RegExp, what: string])[] = [
  [/^(tests?|testing|test_?(project|proj|app|site|django)|tests?_\w+|\w+_tests?|e2e|integration)$/i, 'a test project'],
  [/^(sandbox|playground)$/i, 'a sandbox'],
  [/^(examples?|example_?(project|proj|app|site)(_\w+)?|demos?|demo_?(project|app|site)|samples?)$/i, 'an example'],
  [/^(lessons?|tutorials?|exercises?|chapters?|course|workshop)$/i, LESSON],
  [/^(lesson|tutorial|exercise|chapter|step|day|week|lab)[-_ ]?\d+/i, LESSON],
  [/^(docs?|documentation)$/i, "the documentation's"],
  [/^(benchmarks?|perf)$/i, 'a benchmark'],
  [/^(vendor|vendored|third_?party|site-packages)$/i, 'vendored code'],
  [/^(backups?|bak|archived?|deprecated|attic|trash)$/i, 'an old copy'],
];

/** What a project in a folder of that name is when it is rarely the one meant; undefined for any other name. */
export function sideOf(name: string): string | undefined {
  const known = seen.get(name);
  if (known !== undefined || seen.has(name)) return known;
  const what = sides.find(([pattern]) => pattern.test(name))?.[1];
  seen.set(name, what);
  return what;
}

/** The same few names are asked for with every path of a tree. */
const seen = new Map<string, string | undefined>();

/** Whether a folder of that name holds projects beside the one that is meant; a lesson among lessons is as good as any. */
export function isSideFolder(name: string): boolean {
  const what = sideOf(name);
  return what !== undefined && what !== LESSON;
}
