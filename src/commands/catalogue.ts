import type { Command } from './command.ts';
import {
  buildOptions,
  dryRun,
  json,
  layoutOptions,
  ofThisVerb,
  type OptionSpec,
  pastRun,
  pushOptions,
  summaryFile,
  targetOptions,
  verbose,
  yes,
} from './option-specs.ts';

/** What every verb takes. */
export { help } from './option-specs.ts';

/** One verb: what `--help` says about it, and where its story is. Loaded only when it runs. */
export interface Verb {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionSpec[];
  /** Takes a command after `--`. */
  readonly takesCommand?: true;
  /** Reads the logs of other runs, and leaves none. */
  readonly keepsNoLog?: true;
  /** Changes something that lasts: what it came to is told in a summary, a failure too. */
  readonly hasSummary?: true;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every verb, in the order of `--help`. */
export const verbs: readonly Verb[] = [
  {
    name: 'build',
    about: 'Build the image of a Django project',
    options: [...buildOptions, summaryFile, json, dryRun, verbose],
    hasSummary: true,
    load: () => import('./build.ts'),
  },
  {
    name: 'push',
    about: 'Run the image on a platform, or put it into a registry; builds it first when needed',
    options: [...pushOptions, ...buildOptions, summaryFile, json, dryRun, verbose],
    hasSummary: true,
    load: () => import('./push.ts'),
  },
  {
    name: 'inspect',
    about: 'Print what was found in the project, and where',
    options: [...layoutOptions, json, ofThisVerb('--explain', 'also what was passed over, and why')],
    load: () => import('./inspect-project.ts'),
  },
  {
    name: 'dockerfile',
    about: 'Print the Dockerfile',
    options: buildOptions,
    load: () => import('./dockerfile.ts'),
  },
  {
    name: 'context',
    about: 'Write the build context as a tar: simple-deploy context | docker build -',
    options: buildOptions,
    load: () => import('./context.ts'),
  },
  {
    name: 'status',
    about: 'Say what runs, and whether it is well',
    options: [...targetOptions, json, verbose],
    load: () => import('./status.ts'),
  },
  {
    name: 'logs',
    about: 'Print what the app logged',
    options: [
      ...targetOptions,
      ofThisVerb('--process <name>', 'of this process, such as worker (default: the server)'),
      ofThisVerb('--follow', 'go on as new lines come'),
      ofThisVerb('--tail <number>', 'only the last lines'),
      verbose,
    ],
    load: () => import('./logs.ts'),
  },
  {
    name: 'open',
    about: 'Open the app in the browser',
    options: [...targetOptions, verbose],
    load: () => import('./open.ts'),
  },
  {
    name: 'run',
    about: 'Run a command in the app: simple-deploy run -- python manage.py createsuperuser',
    options: [...targetOptions, verbose],
    takesCommand: true,
    load: () => import('./run.ts'),
  },
  {
    name: 'rollback',
    about: 'Go back to the image before',
    options: [...targetOptions, dryRun, yes, verbose],
    hasSummary: true,
    load: () => import('./rollback.ts'),
  },
  {
    name: 'destroy',
    about: 'Remove the app; its data stays unless --delete-data',
    options: [
      ...targetOptions,
      ofThisVerb('--confirm <name>', 'name of the app, to say that you mean it'),
      ofThisVerb('--delete-data', 'its database, uploads and secrets too'),
      dryRun,
      verbose,
    ],
    hasSummary: true,
    load: () => import('./destroy.ts'),
  },
  {
    name: 'summary',
    about: 'Print what the last deployment came to, or an earlier one',
    options: [
      ...pastRun,
      ofThisVerb('--format <format>', 'text, md or html (default: text)'),
      ofThisVerb('--open', 'open the page in the browser'),
    ],
    keepsNoLog: true,
    load: () => import('./summary.ts'),
  },
  {
    name: 'log',
    about: 'Print what simple-deploy did in its last run, step by step',
    options: [...pastRun, ofThisVerb('--json', 'print the lines as they are kept, a JSON object each')],
    keepsNoLog: true,
    load: () => import('./log.ts'),
  },
  {
    name: 'prune',
    about: 'Remove old images of this project; the last five stay',
    options: [dryRun, verbose],
    load: () => import('./prune.ts'),
  },
];
