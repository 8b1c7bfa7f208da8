import type { PlatformProblem } from '../problems/platform.ts';
import type { FailureInTheImage } from '../problems/build.ts';
import { knownRepairs } from './in-the-image.ts';
import { platformImages } from './platform-images.ts';
import { platformNotes } from './platform-notes.ts';
import { platformVariables } from './platform-variables.ts';
import type { Words, WordsOf } from './words.ts';

const quoteLog = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

interface Failed {
  readonly log: readonly string[];
  readonly raised?: FailureInTheImage;
  readonly advice?: readonly string[];
}

/** `otherwise` where the log does not show what would help; `next` in any case. */
function failed(what: string, problem: Failed, otherwise: readonly string[], next: readonly string[] = []): Words {
  const { log, raised, advice = [] } = problem;
  const repairs = raised === undefined ? undefined : knownRepairs(raised, 'push');
  return { what, found: quoteLog(log), next: [...advice, ...(repairs ?? otherwise), ...next] };
}

const again = 'Push again when the cause is gone.';

export const platformWords: WordsOf<PlatformProblem> = {
  'platform-unknown': ({ name, known }) => ({
    what: `There is no platform "${name}".`,
    next: [`Choose one with --to: ${known.join(', ')}.`],
  }),
  'platform-cannot': ({ platform, verb, reason, next }) => ({ what: `${platform} has no ${verb}: ${reason}.`, next }),
  'step-failed': (problem) => failed(`"${problem.step}" failed: ${problem.reason}.`, problem, [again]),
  'release-failed': (problem) =>
    failed(`The release step failed: ${problem.reason}.`, problem, [
      ...(problem.databaseHint === undefined
        ? []
        : [
            `The settings use ${problem.databaseHint}: give its address with --env DATABASE_URL=…, or let one be started with --database ${problem.databaseHint}.`,
          ]),
      ...(problem.databaseHint !== undefined && isUnreached(problem.log)
        ? []
        : ['Correct the migration or the setting that the last lines name, then push again.']),
    ]),
  // What is known to help in general is known better by each platform.
  'postgis-missing': ({ reason, log, advice = [] }) => ({
    what: `The release step failed, as the project needs PostGIS and its database has none (${reason}).`,
    found: quoteLog(log),
    next: [...advice, again],
  }),
  'proof-failed': (problem) =>
    failed(`The new image does not answer as it should, so it was not put into service: ${problem.reason}.`, problem, [
      'The lines above are the end of its log. Correct the project, then push again.',
    ]),
  'start-failed': (problem) =>
    failed(`The new release did not come up on its port: ${problem.reason}.`, problem, [again]),
  'process-failed': (problem) =>
    failed(
      `A process of the new release does not stay up (${problem.step}): ${problem.reason}.`,
      problem,
      ['Set right what its log says, and push again.'],
      ['A process that is not wanted is left out with --process NAME='],
    ),
  'deploy-failed': (problem) =>
    failed(`The deployment failed: ${problem.reason}. The lines are the platform's own.`, problem, [again]),
  'deploy-unhealthy': (problem) =>
    failed(`A machine of the new release does not get well: ${problem.reason}.`, problem, [
      'Set right what its log says, and push again.',
    ]),
  'platform-busy': (problem) =>
    failed(
      `The platform's own API failed, or had too much to do, in "${problem.step}" (${problem.reason}). The project is not the cause.`,
      problem,
      ['Push again in a minute: what was done so far stays, and a push goes on from there.'],
    ),
  'page-unreachable': (problem) =>
    failed(`The new release is in service, but its address does not answer as it should: ${problem.reason}.`, problem, [
      again,
    ]),
  'release-under-way': ({ app, platform, version, since, ends = 'If it was broken off, push with --force.' }) => ({
    what: `Release ${version} of ${app} is under way on ${platform} since ${since}: another push began it.`,
    next: ['Wait until it ends, then try again.', ends],
  }),
  'port-taken': ({ port, holder }) => ({
    what: `Port ${port} is taken${holder === undefined ? '' : ` by ${holder}`}.`,
    next: [`Stop what uses it, or choose another port with --port ${port + 1}.`],
  }),
  'app-locked': ({ app, host, pid, since, lock }) => ({
    what: `Another push of ${app} is under way: process ${pid} on ${host}, since ${since}.`,
    next: [
      'Wait until it ends, then push again.',
      `If that process is gone (its machine was switched off), remove its lock: docker rm ${lock}`,
    ],
  }),
  'app-changed': ({ app }) => ({
    what: `Another push of ${app} ended while this one was planned: nothing was done.`,
    next: ['Push again.'],
  }),
  'app-name-taken': ({ app, image }) => ({
    what: `An app named ${app} runs already, and it came from another folder: its image is ${image}.`,
    next: [`Give this one a name of its own with --app NAME, or take that one over with --app ${app}.`],
  }),
  'app-absent': ({ app, platform, label = platform, environment }) => ({
    what: `There is no ${environment === undefined ? `app named ${app}` : `environment ${environment} of ${app}`} on ${label}.`,
    next:
      environment === undefined
        ? [`simple-deploy push --to ${platform}`, 'or name another one with --app NAME.']
        : [
            `To make it: simple-deploy push --to ${platform} --environment ${environment} --create`,
            'Or name another one with --environment NAME.',
          ],
  }),
  'app-name-invalid': ({ app, rule }) => ({
    what: `"${app}" cannot be the name of an app: ${rule}.`,
    next: ['Choose another one with --app NAME.'],
  }),
  'nothing-before': ({ app }) => ({
    what: `There is no release before the current one of ${app}.`,
    next: ['A rollback is possible after the second push.'],
  }),
  'database-of-other-kind': ({ app, volume, has, wanted }) => ({
    what: `The data of ${app} was written by a ${has} server (volume ${volume}); it does not move to ${wanted} by itself.`,
    next: [
      `To begin beside it: simple-deploy push --database ${wanted} --app ${app}-${wanted}`,
      `To keep it: simple-deploy push --database ${has}`,
      `To take rows along: simple-deploy run -- python manage.py dumpdata, and loaddata in the new app.`,
    ],
  }),
  'process-unknown': ({ app, name, known }) => ({
    what: `${app} has no process ${name}.`,
    next: [`It has ${known.join(', ')}.`],
  }),
  'database-password-lost': ({ volume }) => ({
    what: `The volume ${volume} is there, but not the password that was made with it: somebody else made this volume.`,
    next: [`Give it another name, or choose another app name with --app NAME.`],
  }),
  'choices-missing': ({ platform, label = platform, choices }) => ({
    what: `${label} has to be told ${choices.map(({ question }) => question).join(', ')}.`,
    found: choices.flatMap(({ option, among = [] }) =>
      among.map(({ value, about }) => `  ${option} ${value}${about === '' ? '' : `: ${about}`}`),
    ),
    next: [
      `simple-deploy push --to ${platform} ${choices.map(({ option, suggestion }) => `${option} ${suggestion ?? 'NAME'}`).join(' ')}`,
    ],
  }),
  'consent-missing': ({ platform, label = platform, app, stands, creates, billed, option }) => ({
    what: stands
      ? billed.length > 0
        ? `For ${app} on ${label} a push would make what is billed, and nothing was created yet:`
        : `A push would change how ${app} runs on ${label}, and nothing was changed yet:`
      : `There is no ${app} on ${label} yet, and nothing was created. A push would make:`,
    found: [...creates.map((line) => `  ${line}`), ...billed],
    next: [
      `To have that, the same command with ${option}: simple-deploy push --to ${platform} --app ${app} … ${option}`,
    ],
  }),
  'platform-program-missing': ({ platform, programs, next }) => ({
    what: `${platform} is reached through its own program, and there is no ${programs.join(' or ')} on the PATH.`,
    next,
  }),
  'platform-login-missing': ({ platform, reason, next }) => ({
    what: `You are not logged in to ${platform}: ${reason}.`,
    next,
  }),
  'platform-denied': ({ platform, what, next }) => ({
    what: `${platform} knows this login, and does not let it ${what}.`,
    next,
  }),
  'platform-question-failed': (problem) =>
    failed(`${problem.platform} does not answer: \`${problem.command}\` failed.`, problem, [
      'Nothing was changed. Try again; when it stays, the platform says more on its own status page.',
    ]),
  'app-name-elsewhere': ({ platform, app }) => ({
    what: `The name ${app} is taken on ${platform}, by somebody else or by an organisation that your login does not see.`,
    next: ['Choose another one with --app NAME; names are unique among all its users.'],
  }),
  'app-unsuited': ({ platform, app, why, next }) => ({
    what: `The app ${app} on ${platform} cannot run this image: ${why}.`,
    next,
  }),
  'choice-impossible': ({ what, next }) => ({ what, next }),
  'confirm-missing': ({ app, platform, label = platform, deletes, given, at = '', also }) => ({
    what:
      given === undefined
        ? `This deletes ${app} on ${label}, and nothing was deleted yet.`
        : `--confirm names ${given}, but the app is ${app}: nothing was deleted.`,
    found: deletes.map((line) => `  ${line}`),
    next: [`simple-deploy destroy --to ${platform}${at} --confirm ${app}${also === undefined ? '' : ` ${also}`}`],
  }),
  'destination-missing': () => ({
    what: 'Where the image shall go is not said.',
    next: ['simple-deploy push --to registry --destination registry.example.com/team/blog:1.0'],
  }),
  'destination-invalid': ({ destination, why }) => ({
    what: `"${destination}" is no place for an image: ${why}.`,
    next: ['Write it as registry.example.com/team/blog:tag (without a tag: latest).'],
  }),
  'command-missing': () => ({
    what: 'Which command shall run is not said.',
    next: ['simple-deploy run -- manage.py createsuperuser'],
  }),
  'program-missing': ({ program }) => ({
    what: `The program ${program} is not on the PATH.`,
    next: [`Install ${program}, then try again.`],
  }),
  'api-refused': ({ url, status, message }) => ({
    what: `${url} answered ${status}: ${message}.`,
    next: ['Try again; when it stays, the platform says more on its own status page.'],
  }),
  ...platformImages,
  ...platformNotes,
  ...platformVariables,
};

/** By the words of the image's own release (templates/overlay/python/simple_deploy/release.py). */
function isUnreached(log: readonly string[]): boolean {
  return log.some((line) => line.includes('the database cannot be reached'));
}
