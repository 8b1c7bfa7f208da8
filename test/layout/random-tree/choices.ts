/** What is decided for one generated project, and how many ways there are for each. Way 0 is the plainest: shrinking goes there. */
const ways = {
  depth: 4,
  folders: 4,
  package: 4,
  settings: 7,
  naming: 7,
  servers: 4,
  named: 4,
  callable: 2,
  asgiServer: 2,
  dependencies: 16,
  text: 4,
  remarks: 2,
  nodeModules: 2,
  virtualEnvironment: 2,
  repository: 2,
  otherFramework: 2,
  vendored: 2,
  template: 2,
  loop: 2,
  testsAtRoot: 2,
  testsBeside: 2,
  stale: 2,
  several: 12,
  damage: 8,
  damagedFile: 40,
  damagedAt: 100,
} as const;

type Question = keyof typeof ways;
const questions = Object.keys(ways) as Question[];

/** The way taken for each question. Everything about a generated project follows from it. */
export type Choices = Readonly<Record<Question, number>>;

/** The questions whose answers make a sound project unsound. */
const sound: Partial<Choices> = { damage: 0, damagedFile: 0, damagedAt: 0 };

/** That many random choices, the same ones for the same seed; every one sound, or every one damaged. */
export function drawChoices(seed: number, count: number, { damaged }: { damaged: boolean }): Choices[] {
  const next = randomNumbers(seed);
  return Array.from({ length: count }, () => {
    const drawn = Object.fromEntries(questions.map((each) => [each, Math.floor(next() * ways[each])])) as Choices;
    return damaged ? { ...drawn, damage: 1 + (drawn.damage % (ways.damage - 1)) } : { ...drawn, ...sound };
  });
}

/** Mulberry32, a well-known generator of 32 bits of state: not good, but the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The choices as one word, from which they can be read again. */
export function seedOf(choices: Choices): string {
  return questions.map((each) => choices[each]).join('-');
}

/** The choices of a word that `seedOf` made. */
export function choicesOf(seed: string): Choices {
  const numbers = seed.split('-').map(Number);
  const wrong = questions.some((each, index) => !((numbers[index] ?? -1) < ways[each] && (numbers[index] ?? -1) >= 0));
  if (wrong || numbers.length !== questions.length) throw new Error(`${seed} is no seed of a tree`);
  return Object.fromEntries(questions.map((each, index) => [each, numbers[index]])) as Choices;
}

/** The plainest choices that still fail: each question is taken as near to 0 as it goes, until nothing gets plainer. */
export async function shrink(choices: Choices, fails: (each: Choices) => Promise<boolean>): Promise<Choices> {
  let plainest = choices;
  for (let before: Choices | undefined; before !== plainest;) {
    before = plainest;
    for (const question of questions) {
      for (let way = 0; way < plainest[question]; way++) {
        const plainer = { ...plainest, [question]: way };
        if (await fails(plainer)) plainest = plainer;
      }
    }
  }
  return plainest;
}
