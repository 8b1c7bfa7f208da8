import { heeded } from '../../src/commands/heeded.ts';
import { planPush as planFly } from '../../src/platforms/fly/push.ts';
import { planPush as planHeroku } from '../../src/platforms/heroku/push.ts';
import { planPush as planLocal } from '../../src/platforms/local/push.ts';
import { upsun, platformsh } from '../../src/platforms/platformsh/names.ts';
import { planPush as planPlatformsh } from '../../src/platforms/platformsh/push.ts';
import { platformNamed } from '../../src/platforms/index.ts';
import type { Plan, PushRequest } from '../../src/platforms/types.ts';
import { pushReport, type PushStory } from '../../src/summary/push.ts';
import type { Report } from '../../src/values/report.ts';
import type { StepResult } from '../../src/values/step.ts';
import { imageOf } from '../platforms/fly/observed.ts';
import { after as afterOnFly, nobody as nobodyOnFly, pushOf as toFly } from '../platforms/fly/observed.ts';
import { after as afterOnHeroku, nobody as nobodyOnHeroku, pushOf as toHeroku } from '../platforms/heroku/observed.ts';
import {
  absent,
  fresh as freshId,
  observed,
  released,
  requestOf,
  source as tree,
} from '../platforms/platformsh/observed.ts';
import { fresh, nothing, pushOf as toLocal } from '../platforms/support/observed.ts';
import { built, facts, layout, since } from './a-shop.ts';
import { tinyPlan } from '../support/tiny-plan.ts';

const at = (index: number) => ({ startedAt: index * 900, ms: 40 + index * 730 });

/** What the steps of a plan give when all goes well. */
function resultsOf(plan: Plan, given: Readonly<Record<string, Partial<StepResult>>> = {}): readonly StepResult[] {
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  return plan.steps.map(({ id, title, why }, index) => ({
    id,
    title,
    why,
    outcome: 'done',
    ...at(index),
    ...given[id],
  }));
}

interface Pushed {
  readonly platform: string;
  readonly plan: Plan;
  readonly image: PushRequest['image'];
  readonly given?: Readonly<Record<string, Partial<StepResult>>>;
  readonly build?: boolean;
  readonly more?: Partial<PushStory>;
}

export function storyOf({ platform: name, plan, image, given, build = true, more = {} }: Pushed): PushStory {
  const platform = platformNamed(name);
  if ('cannot' in plan) throw new Error(plan.cannot.code);
  const results = resultsOf(plan, given);
  const outcome = plan.outcome(results);
  const whole = built(image);
  const buildPlan = tinyPlan('shop', 'FROM x', [], {
    reference: image.reference,
    leftOut: [{ path: 'site/.env', rule: 'environment file' }],
    extras: ['gunicorn>=20', 'whitenoise'],
    systemPackages: { run: ['libpq5'], build: [] },
  });
  return {
    platform,
    name: { app: 'blog' },
    env: platform.hasApps ? ['MAIL_KEY'] : [],
    image: build ? whole : image,
    carried: { results, outcome },
    layout: build ? layout : undefined,
    plan: build ? buildPlan : undefined,
    build: build
      ? {
          layout,
          plan: buildPlan,
          root: layout.root,
          dir: undefined,
          built: {
            image: whole,
            ms: 12_300,
            bytesSent: 48_000,
            steps: [
              { name: 'Install the Python packages', ms: 8100 },
              { name: 'Collect static files', ms: 900 },
            ],
            cachedSteps: 7,
          },
        }
      : undefined,
    since,
    at: new Date('2026-11-30'),
    dir: undefined,
    to: name === 'local' ? '' : ` --to ${name}`,
    ...heeded(outcome.notes, { dir: undefined }),
    ...more,
  };
}

const digest = `sha256:${'4f'.repeat(32)}`;
const travelled = {
  pushed: { digest, bytes: 35_100_000, beforeCompression: true, layersSent: 5, layersKnown: 4, configDigest: digest },
};
const withFacts = (image: PushRequest['image']): PushRequest['image'] => ({ ...image, facts: facts() });
const procs = { processes: { web: ['gunicorn'], worker: ['celery', '-A', 'shop', 'worker'] } };

function flyStory(more: Partial<PushRequest>): PushStory {
  const image = withFacts(imageOf(procs));
  const request = toFly({ image, ...more });
  return storyOf({ platform: 'fly', image, plan: planFly(nobodyOnFly, request, fresh), given: { push: travelled } });
}
export const stories: Readonly<Record<string, () => PushStory>> = {
  'fly-postgres': () => flyStory({ env: {}, database: 'postgres' }),
  'fly-sqlite': () => {
    const image = withFacts(imageOf({ database: 'sqlite' }));
    return storyOf({
      platform: 'fly',
      image,
      plan: planFly(nobodyOnFly, toFly({ image, env: {}, database: 'sqlite' }), fresh),
      given: { push: travelled },
    });
  },
  'fly-own-url': () => flyStory({}),
  'fly-later': () => {
    const image = { ...withFacts(imageOf(procs, '2')) };
    const plan = planFly(afterOnFly({ image: imageOf(procs) }), toFly({ image }), fresh);
    return storyOf({ platform: 'fly', image, plan, given: { push: travelled } });
  },
  'heroku-later': () => {
    const image = { ...withFacts(imageOf(procs, '2')) };
    const plan = planHeroku(afterOnHeroku({ image: imageOf(procs) }), toHeroku({ image }), fresh);
    return storyOf({
      platform: 'heroku',
      image,
      plan,
      given: { push: travelled, find: { output: '[{"version":6}]' } },
    });
  },
  'upsun-staging': () => {
    const image = released({ source: { ...tree, id: '2'.repeat(40) } });
    const now = observed({ project: { branch: 'staging' }, environment: 'none' });
    const plan = planPlatformsh(now, requestOf({ create: true, image, environment: 'staging' }), freshId, upsun);
    const address = { output: 'https://staging-abc.eu-5.platformsh.site/' };
    const source = { layout, tree: { ...tree, configuration: [] } };
    return storyOf({
      platform: 'upsun',
      image,
      plan,
      build: false,
      more: { source, name: { app: 'blog' } },
      given: { address },
    });
  },
  heroku: () => {
    const image = withFacts(imageOf(procs));
    const plan = planHeroku(nobodyOnHeroku, toHeroku({ image, env: {}, database: 'postgres' }), fresh);
    const create = { output: '{"web_url":"https://blog-0a1b2c.herokuapp.com/"}' };
    return storyOf({
      platform: 'heroku',
      image,
      plan,
      given: { push: travelled, create, find: { output: '[{"version":5}]' } },
    });
  },
  upsun: () => platformshStory('upsun'),
  platformsh: () => platformshStory('platformsh'),
  registry: () => {
    const image = withFacts(imageOf(procs));
    const plan = platformNamed('registry').plan(
      new Map(),
      toLocal({ image, destinations: ['registry.example.com/team/blog:1.0'] }),
      fresh,
    );
    return storyOf({ platform: 'registry', image, plan, given: { 'push-1': travelled } });
  },
  'local-sqlite': () => {
    const image = {
      ...withFacts(imageOf({ database: 'sqlite' })),
      facts: facts({ database: 'sqlite', databases: ['sqlite'] }),
    };
    return storyOf({ platform: 'local', image, plan: planLocal(nothing, toLocal({ image, appNamed: true }), fresh) });
  },
  'local-postgres': () => {
    const image = withFacts(imageOf(procs));
    return storyOf({
      platform: 'local',
      image,
      plan: planLocal(nothing, toLocal({ image, database: 'postgres' }), fresh),
    });
  },
};

function platformshStory(name: 'upsun' | 'platformsh'): PushStory {
  const flavour = name === 'upsun' ? upsun : platformsh;
  const configuration = [{ path: name === 'upsun' ? '.upsun/config.yaml' : '.platform.app.yaml', text: '' }];
  const source = { ...tree, configuration, leftOut: [{ path: 'site/.env', rule: 'git ignores it' }] };
  const image = released({
    labels: { 'simple-deploy.database': 'postgres', 'simple-deploy.release': '{"migrate":true,"commands":[]}' },
    source,
  });
  const now = absent({ login: { name: name === 'upsun' ? 'upsun' : 'platform', token: 't', api: 'https://api.test' } });
  const plan = planPlatformsh(
    now,
    requestOf({ app: 'blog', create: true, image, region: 'eu-5.platform.sh' }),
    freshId,
    flavour,
  );
  const address = { output: 'https://main-bvxea6i-abcdefgh12345.eu-5.platformsh.site/' };
  return storyOf({
    platform: name,
    image,
    plan,
    build: false,
    more: { source: { layout, tree: source } },
    given: {
      create: { output: 'abcdefgh12345' },
      address,
      push: { output: JSON.stringify({ commit: 'c'.repeat(40) }) },
    },
  });
}

export function reports(): Readonly<Record<string, Report>> {
  return Object.fromEntries(Object.entries(stories).map(([name, story]) => [name, pushReport(story())]));
}
