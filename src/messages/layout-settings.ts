import type { LayoutProblem } from '../problems/layout.ts';
import { listed } from './listed.ts';
import type { WordsOf } from './words.ts';

/** Why a line fails, and what people mean by it. */
const mistakes = {
  'no-such-name': {
    what: 'os has no such name',
    next: 'Variables are in os.environ: os.environ["NAME"], os.environ.get("NAME")',
  },
  'function-indexed': {
    what: 'a function is called, not indexed',
    next: 'Call it: os.environ.get("NAME"), os.getenv("NAME")',
  },
  'text-divided': {
    what: 'a text cannot be divided by a text',
    next: 'Join texts with os.path.join(BASE_DIR, "name"), or make BASE_DIR a path: BASE_DIR = Path(__file__).resolve().parent.parent',
  },
} as const;

type SettingsProblem = Extract<
  LayoutProblem,
  { code: 'secret-key-random' | 'settings-read-absent' | 'settings-failing' | 'settings-stage-default' | 'debug-apps' }
>;

/** What is wrong with settings as they are written. */
export const settingsWords: WordsOf<SettingsProblem> = {
  'settings-stage-default': ({ variable, stage, production, where }) => ({
    what:
      stage === undefined
        ? `Where ${variable} is not set, the settings are not those for ${production} (${where}).`
        : `Where ${variable} is not set, the settings are those for ${stage} (${where}).`,
    next: [
      `When they should be those for ${production}: simple-deploy push --build-arg ${variable}=${production} --env ${variable}=${production}`,
    ],
  }),
  'debug-apps': ({ apps, variable, value }) => ({
    what: 'DEBUG is on while the settings load, and is turned off only then: what they install for development is in the site, and has to be in the image.',
    found: apps.map(({ app, where }) => `${where}: ${app}`),
    next: [
      `Turn it off from the start: simple-deploy push --build-arg ${variable}=${value} --env ${variable}=${value}`,
    ],
  }),
  'secret-key-random': ({ text, where, variable }) => ({
    what: 'SECRET_KEY is made anew in each process of the server: sessions and logins of one are refused by another.',
    found: [`${where}: ${text}`],
    next: [
      variable === undefined
        ? 'Take it from the variable that a push always sets: SECRET_KEY = os.environ["SECRET_KEY"]'
        : `Give it one that stays: simple-deploy push --env ${variable}`,
    ],
  }),
  'settings-read-absent': ({ files }) => ({
    what: `The settings read ${files.length === 1 ? 'a file that the project does not have, and do not load without it' : 'files that the project does not have, and do not load without them'}: ${files.map(({ path }) => path).join(', ')}.`,
    found: listed(files.map(({ where, by }) => `${where}: ${by}`)),
    next: [...new Set(files.map(({ path, example }) => absentAdvice(path, example)))],
  }),
  'settings-failing': ({ lines }) => ({
    what: `The settings cannot be loaded: ${lines.length === 1 ? 'a line of them fails' : 'lines of them fail'}, whatever variables are set.`,
    found: listed(lines.map(({ text, where, kind }) => `${where}: ${text}   (${mistakes[kind].what})`)),
    next: [...new Set(lines.map(({ kind }) => mistakes[kind].next))],
  }),
};

function absentAdvice(path: string, example: string | undefined): string {
  return example === undefined
    ? 'Put it there before you build: what .gitignore names is not in a fresh clone.'
    : `Copy ${example} to ${path}, and fill it in.`;
}
