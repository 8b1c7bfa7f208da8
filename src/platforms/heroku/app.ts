import { link } from '../../links.ts';
import { UserError } from '../../problems.ts';
import { label, platform } from './names.ts';

/** An app on Heroku, as far as a push has to know it. */
export interface HerokuApp {
  readonly id: string;
  readonly name: string;
  /** What it runs on: "container", or the stack of a buildpack such as "heroku-24". */
  readonly stack: string;
  /** What it will run on after the next release. */
  readonly buildStack: string;
  /** "cedar" or "fir". */
  readonly generation: string;
  readonly region: string;
  readonly team?: string;
  /** Its address, which has a part that cannot be guessed. */
  readonly webUrl: string;
  readonly isMaintained: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads an answer of `GET /apps/NAME`; undefined for what is none. */
export function appIn(answer: unknown): HerokuApp | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const app = answer as Json;
  const name = textOf(app['name']);
  if (name === '') return undefined;
  const stack = nameOf(app['stack']);
  const team = nameOf(app['team']);
  return {
    id: textOf(app['id']),
    name,
    stack,
    buildStack: nameOf(app['build_stack']) || stack,
    // A name in the schema and an object with one in answers; older answers have neither.
    generation: nameOf(app['generation']) || 'cedar',
    region: nameOf(app['region']),
    ...(team !== '' && { team }),
    webUrl: textOf(app['web_url']),
    isMaintained: app['maintenance'] === true,
  };
}

function nameOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? textOf((value as Json)['name']) : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An app that runs images, or is going to with its next release. */
export function takesImages({ stack, buildStack }: HerokuApp): boolean {
  return stack === 'container' || buildStack === 'container';
}

/**
 * Refuses an app that Heroku's registry cannot serve: one of the generation Fir, which runs what Heroku itself builds with
 * buildpacks. Throws `app-unsuited`.
 */
export function refuseGeneration({ name, generation, team }: HerokuApp): void {
  if (generation === 'cedar') return;
  const inTeam = team === undefined ? '' : ` --team ${team}`;
  throw new UserError({
    code: 'app-unsuited',
    platform: label,
    app: name,
    why: `it is of the generation ${generation}, which runs what Heroku builds with buildpacks and takes no image from a registry`,
    next: [
      `simple-deploy push --to ${platform} --app ANOTHER-NAME${inTeam}   # makes an app of the generation Cedar, outside a Fir space`,
      `Read on: ${link('heroku-generations').url}`,
    ],
  });
}

/** An app that buildpacks build today, which nothing changes without a word of the person's. Throws `app-unsuited`. */
export function refuseBuildpacks(app: HerokuApp, release: number | undefined, convert: boolean): void {
  if (takesImages(app) || convert) return;
  const { name, stack } = app;
  const now = release === undefined ? 'It has no release yet' : `Its release now is v${release}`;
  const back =
    release === undefined
      ? `heroku stack:set ${stack} --app ${name}`
      : `heroku stack:set ${stack} --app ${name} && heroku rollback v${release} --app ${name}`;
  throw new UserError({
    code: 'app-unsuited',
    platform: label,
    app: name,
    why: `it runs on the stack ${stack}, which buildpacks build, and not on the stack container. ${now}; its config vars and add-ons would stay`,
    next: [
      `simple-deploy push --to ${platform} --app ${name} --convert   # changes the stack to container`,
      `The way back: ${back}`,
    ],
  });
}
