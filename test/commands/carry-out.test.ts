import { expect, test } from 'vitest';
import { rejectedWith } from '../support/problem-of.ts';
import { type Decide, type Doors, pushTo } from '../../src/commands/carry-out.ts';
import { UserError } from '../../src/problems.ts';
import type { ImageFacts } from '../../src/values/image.ts';
import type { Step } from '../../src/values/step.ts';
import type { Platform, PushRequest, Releasable } from '../../src/platforms/types.ts';

const planned = { reference: 'simple-deploy/blog:1', osArch: 'linux/amd64', labels: {}, demands: ['ZONE'] };
const built = { ...planned, id: 'sha256:1' };
const wanted: Omit<PushRequest, 'image'> = {
  verb: 'push',
  app: 'blog',
  appNamed: true,
  destinations: [],
  env: {},
  unset: [],
  hosts: [],
  create: false,
  yes: false,
  force: false,
};
const doors: Doors = {
  engine: () => Promise.reject(new Error('no engine is needed')),
  env: {},
  log: () => undefined,
  secret: () => undefined,
  onEvent: () => undefined,
  output: () => undefined,
  error: () => undefined,
  signal: new AbortController().signal,
};

/** A platform without a place: it only says what it lacks. */
function platformThat(refuses: (request: PushRequest) => UserError | undefined): Platform {
  return {
    name: 'nowhere',
    about: 'runs nothing',
    hasApps: true,
    observe: () => Promise.resolve({}),
    needs: () => ({}),
    plan: (_now, request) => {
      const refusal = refuses(request as PushRequest);
      if (refusal !== undefined) throw refusal;
      const { env } = request as PushRequest;
      const outcome = { changed: true, data: Object.keys(env), urls: [], facts: [], notes: [], docs: [] };
      return { steps: [], outcome: () => outcome };
    },
  };
}

/** An image that is built when it is foreseen to be of use. */
function building(told: string[]) {
  return async (_needs: unknown, foreseen: (image: Releasable) => Promise<void>): Promise<Releasable> => {
    await foreseen(planned);
    told.push('built');
    return built;
  };
}

test('what stands in the way of a push is said before the image is built', async () => {
  const told: string[] = [];
  const taken = platformThat(() => new UserError({ code: 'port-taken', port: 80 }));
  await expect(pushTo(taken, wanted, building(told), doors)).rejects.toThrow('port-taken');
  expect(told).toEqual([]);
});

test('an engine that refuses while it is looked at what is there is told in words, a mistake of ours is not hidden', async () => {
  const failing = (failure: Error): Platform => ({
    ...platformThat(() => undefined),
    observe: async () => {
      throw failure;
    },
  });
  const refused = Object.assign(new Error('(HTTP code 500) server error - no room'), { statusCode: 500 });
  await expect(pushTo(failing(refused), wanted, building([]), doors)).rejects.toThrow('engine-refused');
  const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  await expect(pushTo(failing(lost), wanted, building([]), doors)).rejects.toThrow('engine-lost');
  await expect(pushTo(failing(new TypeError('x is no function')), wanted, building([]), doors)).rejects.toThrow(
    TypeError,
  );
});

test('variables are asked for once, before the build, and the plan after it has them', async () => {
  const told: string[] = [];
  const demanding = platformThat(({ env, image }) => {
    const names = (image.demands ?? []).filter((name) => !(name in env));
    return names.length === 0 ? undefined : new UserError({ code: 'variables-missing', names });
  });
  const give = (names: readonly string[]) => {
    told.push(`asked for ${names.join()}`);
    return Promise.resolve({ ZONE: 'north' });
  };
  const { outcome, variables, image } = await pushTo(demanding, wanted, building(told), doors, { give });
  expect(told).toEqual(['asked for ZONE', 'built']);
  expect({ data: outcome.data, variables, id: image.id }).toEqual({
    data: ['ZONE'],
    variables: ['ZONE'],
    id: 'sha256:1',
  });
});

test('parts of the address of a database that is still to be made are not asked for', async () => {
  const demanding = platformThat(
    () => new UserError({ code: 'variables-missing', names: ['DB_HOST'], ofDatabase: 'postgres' }),
  );
  const give = () => Promise.reject(new Error('asked'));
  await expect(pushTo(demanding, wanted, building([]), doors, { give })).rejects.toThrow('variables-missing');
});

test('another database that a person chooses makes another image be found, and is asked for once', async () => {
  const told: string[] = [];
  const asking: Platform = {
    ...platformThat(({ database }) =>
      database === undefined
        ? new UserError({
            code: 'choices-missing',
            platform: 'nowhere',
            choices: [{ key: 'database', option: '--database', question: 'which database' }],
          })
        : undefined,
    ),
    needs: (_now, { database }) => ({ ...(database !== undefined && { database }) }),
  };
  const find = async ({ database }: { database?: string }, foreseen: (image: Releasable) => Promise<void>) => {
    told.push(`find ${database}`);
    await foreseen(planned);
    return built;
  };
  const decide = () => Promise.resolve({ database: 'postgres' as const });
  await pushTo(asking, wanted, find, doors, { decide });
  expect(told).toEqual(['find undefined', 'find postgres']);
  await expect(pushTo(asking, wanted, find, doors)).rejects.toThrow('choices-missing');
});

test('what was answered before the database is not asked again for the other image', async () => {
  const asked: string[] = [];
  const question = (key: 'region' | 'database') =>
    new UserError({
      code: 'choices-missing',
      platform: 'nowhere',
      choices: [{ key, option: `--${key}`, question: `which ${key}` }],
    });
  const asking = platformThat(({ region, database }) =>
    region === undefined ? question('region') : database === undefined ? question('database') : undefined,
  );
  const decide: Decide = (undecided) => {
    const [choice] = 'choices' in undecided ? undecided.choices : [];
    asked.push(choice?.key ?? undecided.code);
    return Promise.resolve(choice?.key === 'region' ? { region: 'fra' } : { database: 'postgres' });
  };
  await pushTo(asking, wanted, building([]), doors, { decide });
  expect(asked).toEqual(['region', 'database']);
});

test('what is made for the first time is agreed on once, before the build', async () => {
  const told: string[] = [];
  const costly = platformThat(({ create, app }) =>
    create
      ? undefined
      : new UserError({
          code: 'consent-missing',
          platform: 'nowhere',
          app,
          creates: [],
          billed: [],
          option: '--create',
        }),
  );
  const decide = () => Promise.resolve(told.push('asked')).then(() => ({ create: true }));
  await pushTo(costly, wanted, building(told), doors, { decide });
  expect(told).toEqual(['asked', 'built']);
});

test.each([
  ['what answered before and still does', 'blog:0', 'blog:0', { serves: { url: 'https://blog', image: 'blog:0' } }],
  ['nothing that the push itself put there', 'blog:0', 'blog:1', {}],
  ['nothing where nothing answered before', undefined, 'blog:1', {}],
])('after a failure it is told as still served: %s', async (_what, before, after, told) => {
  const effect = { kind: 'command', argv: ['no-such-program-anywhere'] } as const;
  const step = (id: string) => ({ id, title: id, why: 'because', effect });
  const images = [before, after];
  const failing: Platform = {
    ...platformThat(() => undefined),
    observe: () => Promise.resolve(images.shift()),
    serving: (now) => (now === undefined ? undefined : { url: 'https://blog', image: String(now) }),
    plan: () => ({
      steps: [{ ...step('first'), effect: { kind: 'command', argv: ['true'] } }, step('second')],
      outcome: () => ({ changed: true, data: [], urls: [], facts: [], notes: [], docs: [] }),
    }),
  };
  const push = pushTo(failing, wanted, building([]), { ...doors, env: process.env });
  expect(await rejectedWith(push)).toEqual({
    code: 'program-missing',
    program: 'no-such-program-anywhere',
    aftermath: { undone: [], notUndone: [], ...told },
  });
});

test('a failure in the image is told with what the build found out about it', async () => {
  const unmigrated = [{ app: 'shop', models: ['Order'], folder: 'shop/migrations' }];
  const facts = { django: '5.2.8', python: '3.13.5', unmigrated } as unknown as ImageFacts;
  const script = `echo 'django.db.utils.ProgrammingError: relation "shop_order" does not exist'; exit 1`;
  const step: Step = {
    id: 'migrate',
    title: 'Migrate',
    why: 'because',
    effect: { kind: 'command', argv: ['sh', '-c', script] },
    failure: 'release-failed',
  };
  const outcome = () => ({ changed: true, data: [], urls: [], facts: [], notes: [], docs: [] });
  const platform: Platform = { ...platformThat(() => undefined), plan: () => ({ steps: [step], outcome }) };
  const here = { ...doors, env: { PATH: process.env['PATH'] } };
  const push = pushTo(platform, wanted, () => Promise.resolve({ ...built, facts }), here);
  expect(await rejectedWith(push)).toMatchObject({
    code: 'release-failed',
    raised: { table: 'shop_order', unmigrated: ['shop'], django: '5.2.8' },
  });
});
