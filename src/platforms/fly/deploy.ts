import type { Step } from '../../values/step.ts';
import type { PushRequest } from '../types.ts';
import { postgisMissing } from '../postgis-missing.ts';
import { platform } from './names.ts';
import { busy, flyctl, tooMuch } from './program.ts';
import type { Release } from './release.ts';

/** How to get back, and how to learn more. */
export function advice(app: string, hadRelease: boolean): readonly string[] {
  const at = `--to ${platform} --app ${app}`;
  return [
    `simple-deploy logs ${at} --tail 50`,
    ...(hadRelease ? [`simple-deploy rollback ${at} puts the image before back; the database keeps its schema.`] : []),
  ];
}

/** The same of a release step that failed: what serves was not touched. */
function beforeTraffic(app: string, hadRelease: boolean): readonly string[] {
  return [
    ...advice(app, false),
    ...(hadRelease ? ['The release before serves on: nothing has to be rolled back.'] : []),
  ];
}

/** How a database that stands gets PostGIS: https://fly.io/docs/mpg/extensions/ */
function withPostgis(program: string, org: string): readonly string[] {
  return [
    `Managed Postgres: ${program} mpg databases extensions enable postgis --cluster ID, with the ID of ${program} mpg list --org ${org}`,
    'A server of your own: its administrator installs PostGIS, and runs CREATE EXTENSION postgis in that database.',
  ];
}

/** What flyctl's last lines mean; `before`: of a release step that failed, whose image no machine has. */
const meanings = (before: readonly string[]): NonNullable<Step['means']> => [
  // That its machine could not be made is no failure of the command.
  {
    says: 'release_command failed running|exited with non-zero status|release_command machine \\S+ to finish',
    failure: 'release-failed',
    advice: before,
  },
  { says: busy, failure: 'platform-busy' },
  { says: 'health ?check|smoke check|reach.*good state|timeout reached|unhealthy', failure: 'deploy-unhealthy' },
];

const whyOf: Readonly<Record<Release['migrates'], string>> = {
  before: 'Fly runs the release step, puts the image on the machines and waits until they are well.',
  'at-start':
    'Fly puts the image on the machine, which runs the release step before it serves, and waits until it is well.',
  never: 'Fly puts the image on the machines and waits until they are well.',
};

/** The step that deploys the image by its digest, with the configuration in a folder of its own. */
export function deployStep(
  program: string,
  { app, org, configuration, migrates }: Release,
  { ha, image, hadRelease }: Pick<PushRequest, 'ha'> & { readonly image: string; readonly hadRelease: boolean },
): Step {
  const { groups, text } = configuration;
  const args = ['deploy', '-a', app, '--config', 'fly.toml', '--image', image, `--ha=${ha === true}`, '--yes'];
  const before = beforeTraffic(app, hadRelease);
  // Its look at DNS takes 48 s for a name that is new; whether a server is well its health check says.
  const checks = ['--dns-checks=false', ...(groups.length === 1 ? ['--smoke-checks=false'] : [])];
  return {
    id: 'deploy',
    title: 'Deploy the image',
    why: whyOf[migrates],
    effect: flyctl(program, [...args, ...checks], { files: { 'fly.toml': text } }),
    uses: { digest: { step: 'push', at: ['digest'] } },
    means: [postgisMissing([...withPostgis(program, org), ...before]), ...meanings(before)],
    again: tooMuch,
    failure: 'deploy-failed',
    advice: advice(app, hadRelease),
  };
}

/** The step that goes back to an image; flyctl takes the configuration from Fly. */
export function rollbackStep(program: string, app: string, image: string): Step {
  const variable = ['--env', 'SIMPLE_DEPLOY_RELEASE=rollback'];
  const args = ['deploy', '-a', app, '--image', image, ...variable, '--skip-release-command', '--ha=false', '--yes'];
  return {
    id: 'deploy',
    title: 'Deploy the image before',
    why: 'With the variables and the configuration of now, and without a migration.',
    effect: flyctl(program, [...args, '--dns-checks=false']),
    means: meanings([]),
    again: tooMuch,
    failure: 'deploy-failed',
    advice: advice(app, false),
  };
}

/** The step that asks the URL until it answers: a new name takes a while, and a machine that sleeps has to start. */
export function answerStep({ app, host }: Pick<Release, 'app' | 'host'>, hadRelease = true): Step {
  return {
    id: 'answer',
    title: `Ask https://${host}/ until it answers`,
    why: 'What counts is that it can be reached from outside.',
    effect: {
      kind: 'wait',
      probe: { kind: 'url', url: `https://${host}/` },
      until: 'below-500',
      everyMs: 500,
      limitMs: 90_000,
    },
    failure: 'page-unreachable',
    advice: advice(app, hadRelease),
  };
}
