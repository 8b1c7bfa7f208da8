import type { FrontendProblem, FrontendStep } from '../problems/frontend.ts';
import { listed } from './listed.ts';
import { typedPath } from './typed-path.ts';
import type { Words, WordsOf } from './words.ts';

export const frontendWords: WordsOf<FrontendProblem> = {
  'frontend-several': ({ need, candidates }) => ({
    what: `${need} loads what a front end builds, and there are ${candidates.length} that it could be.`,
    found: listed(candidates.map(({ folder, script }) => `--frontend ${typedPath(folder)}   (its script: ${script})`)),
    next: ['Add one of the options above to the command, several when all are needed, or --frontend none.'],
  }),
  'frontend-option-wrong': ({ folder, known }) => ({
    what: `--frontend ${folder} names no folder with a package.json.`,
    found: listed(known.map((each) => `--frontend ${typedPath(each)}`)),
    next: ['Give the folder below the root of the project, or none: --frontend none.'],
  }),
  'frontend-without-script': ({ file, scripts }) => ({
    what: `${file} has no script that is known to build a front end.`,
    found: listed(scripts.map((name) => `--frontend-command "npm run ${name}"`)),
    next: ['Say what builds it, such as one of the above: --frontend-command COMMAND.'],
  }),
  'frontend-apart': ({ folders }) => ({
    what: `${folders.length === 1 ? 'A front end is' : 'Front ends are'} not built: neither the settings nor ${folders.length === 1 ? 'its' : 'their'} build says that Django serves the result.`,
    found: listed(folders.map((each) => `--frontend ${typedPath(each)}`)),
    next: ['When Django does serve it, add the option; when it is a site of its own, --frontend none ends this note.'],
  }),
  'npmrc-holds-secret': ({ file, line }) => ({
    what: `${file}:${line} holds a password or a token, so the file is not read when packages are installed.`,
    next: [
      `Lend it to the build: --build-secret id=npmrc,src=${file}`,
      'Or name a variable in it, ${NPM_TOKEN}, and lend that: --build-secret id=NPM_TOKEN,env=NPM_TOKEN',
    ],
  }),
  'frontend-fails': fails,
};

function fails(problem: Extract<FrontendProblem, { code: 'frontend-fails' }>): Words {
  const { step, folder, command, file, line, lines } = problem;
  const where = file === undefined ? '' : ` (${file}${line === undefined ? '' : `:${line}`})`;
  const what = {
    node: 'Node cannot be had for the build of the front end',
    install: `The packages of the front end in ${folder} do not install: "${command}" fails`,
    place: `The build of the front end in ${folder} writes nothing to the folder that the project's Dockerfile copies: ${command}`,
    build: `The front end in ${folder} does not build: "${command}" fails${where}`,
  }[step];
  return { what: `${what}.`, found: lines, next: adviceFor(step, lines.join('\n'), command) };
}

/** What the tools say, and what helps. */
const causes: readonly (readonly [said: RegExp, next: string | ((said: string) => string)])[] = [
  [
    /can only install packages when your package\.json|frozen-lockfile|lockfile (would have been|needs to be)|YN0028/i,
    'The lock file does not fit package.json: install once on your machine, and commit the lock file.',
  ],
  [
    /npm (?:ERR!|error) code (?:E5\d\d|ECONN\w+|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|ERR_SOCKET_TIMEOUT)|ERR_PNPM_(?:META_)?FETCH_(?:FAIL|5\d\d)|trouble with your network connection/,
    'The registry was not reached, not in several tries: build again in a while. If it stays so, check that builds reach it (HTTP_PROXY and HTTPS_PROXY are passed on).',
  ],
  [
    /\bE?40[13]\b|ERR_PNPM_FETCH_40[13]|authentication/i,
    'A private registry turns the build away: --build-secret id=npmrc,src=.npmrc, or the token alone, --build-secret id=NPM_TOKEN,env=NPM_TOKEN',
  ],
  [
    /EBADENGINE|Unsupported (engine|environment)|The engine "node" is incompatible|SyntaxError: Unexpected token|ERR_OSSL_EVP_UNSUPPORTED/,
    anotherNode,
  ],
  [
    /gyp ERR!|not found: (make|g\+\+|cc)/,
    'A package is compiled there, and the base has no compiler: use a release of it that brings binaries, or a --base-image with make and g++.',
  ],
];
/** How Yarn and npm say what a package wants, and what there is. */
const WANTED: readonly RegExp[] = [
  /Expected version "([^"]+)"\. Got "([^"]+)"/,
  /required: \{[^}]*\bnode: '([^']+)'[^]*?current: \{[^}]*\bnode: 'v?([^']+)'/,
];

function anotherNode(said: string): string {
  const [, wanted, had] = WANTED.map((pattern) => pattern.exec(said)).find((match) => match !== null) ?? [];
  const known = wanted === undefined ? 'It wants another Node' : `It wants Node ${wanted}, and this is ${had}`;
  return `${known}: name a version in .nvmrc, beside package.json, which goes before .node-version, .tool-versions and engines.`;
}

/** A program that the shell does not know. */
const UNKNOWN = /sh: (?:\d+: )?([\w@./-]+): (?:not found|command not found)/;

function adviceFor(step: FrontendStep, said: string, command: string): readonly string[] {
  if (step === 'node') {
    return [
      'Check that the build reaches the registries of Python and npm (HTTP_PROXY and HTTPS_PROXY are passed on; --ca-bundle for certificates).',
      'Or take Node from an image: --node-image node:24-slim',
    ];
  }
  if (step === 'place') {
    return [
      'Build it on your machine to see where it writes. A script that writes elsewhere: --frontend-command COMMAND.',
      'To use what is committed instead: --frontend none.',
    ];
  }
  const cause = causes.find(([pattern]) => pattern.test(said));
  if (cause !== undefined) return [typeof cause[1] === 'string' ? cause[1] : cause[1](said)];
  const unknown = step === 'build' ? UNKNOWN.exec(said)?.[1] : undefined;
  if (unknown !== undefined) {
    return [
      `Nothing in package.json brings ${unknown}: add the package that has it to its devDependencies.`,
      `Or fetch it while building: --frontend-command "npx --yes ${unknown} …"`,
    ];
  }
  return [
    `Run "${command}" in that folder to see the same on this machine.`,
    'To use what is committed instead: --frontend none. Another command: --frontend-command COMMAND.',
  ];
}
