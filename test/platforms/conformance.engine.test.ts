import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { carryOut, type Doors, observing, pushTo } from '../../src/commands/carry-out.ts';
import { verbs, type Releasable, type Request } from '../../src/platforms/types.ts';
import { wordsFor } from '../../src/messages.ts';
import type { ImageFacts } from '../../src/values/image.ts';
import { noWishes } from './support/app.ts';
import { testDoors, type TestDoors } from './support/doors.ts';
import { closePlaces, type UnderTest, underTest } from './support/under-test.ts';
import { rejectedWith } from '../support/problem-of.ts';
import { problemIn } from '../support/problem-of.ts';

afterAll(closePlaces);

/** What every platform has to keep to, whatever it is. */
describe.each(underTest)('the platform %s', (name, platform, place) => {
  let there: UnderTest;
  beforeEach(async () => {
    there = await place();
  });
  afterEach(() => there.remove());

  const target = () => ({ app: there.app, appNamed: true });
  const wanted = () => ({ verb: 'push' as const, ...target(), ...noWishes, ...there.wishes });
  const doorsThere = (more: Partial<Doors> = {}) => testDoors({ ...(there.env && { env: there.env }), ...more });
  const push = (release: string, doors: TestDoors = doorsThere()) =>
    pushTo(platform, wanted(), () => there.image(release), doors);
  const requests: Readonly<Record<string, object>> = {
    logs: { follow: false, tail: 10 },
    run: { command: ['manage.py', 'echo', 'hello'] },
    destroy: { deleteData: true },
  };
  const request = (verb: string): Request =>
    ({ verb, ...target(), ...requests[verb], ...(verb === 'destroy' && { confirm: there.app }) }) as unknown as Request;

  test('observes without changing anything', async () => {
    await push('one');
    const before = await there.everything();
    await platform.observe(observing(doorsThere()), { ...target(), ...there.wishes });
    expect(await there.everything()).toEqual(before);
  });

  test('needs an image of some operating system and architecture, or adds to the source that it builds from', async () => {
    const now = await platform.observe(observing(doorsThere()), target());
    const { osArch, adds } = platform.needs(now, wanted());
    expect(platform.takes === 'source' ? `linux/${typeof adds}` : osArch).toMatch(/^linux\/(?!undefined)/);
  });

  test('plans as plain data, each step with a title and a reason', async () => {
    const { steps } = await push('one');
    expect(steps.length).toBeGreaterThan(0);
    expect(structuredClone(steps)).toEqual(steps);
    expect(steps.filter(({ title, why }) => title === '' || why === '')).toEqual([]);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });

  test('a dry run changes nothing and plans what a push does', async () => {
    const doors = doorsThere();
    const dry = await pushTo(platform, wanted(), () => there.image('one'), { ...doors, dryRun: true });
    expect(await there.everything()).toEqual([]);
    expect(doors.events).toEqual([]);
    const { steps } = await push('one');
    expect(steps.map(({ id }) => id)).toEqual(dry.steps.map(({ id }) => id));
  });

  test('a second push of the same image changes nothing and says so', async () => {
    const first = await push('one');
    expect(first.outcome.changed).toBe(true);
    expect(first.outcome.data).not.toEqual([]);
    const before = await there.everything();
    const second = await push('one');
    expect(second.outcome.changed).toBe(false);
    expect(second.outcome.data).toEqual(first.outcome.data);
    expect(await there.everything()).toEqual(before);
  });

  test('an interrupted push throws what interrupted it, and the next one repairs', async () => {
    const doors = doorsThere({ signal: AbortSignal.abort(new Error('SIGINT')) });
    await expect(push('one', doors)).rejects.toThrow('SIGINT');
    expect(await there.everything()).toEqual([]);
    expect((await push('one')).outcome.changed).toBe(true);
  });

  test('does every other verb, or says why not in words that name it and a way on', async () => {
    await push('one');
    await push('two');
    for (const verb of verbs.filter((each) => each !== 'push')) {
      const before = await there.everything();
      const problem = await carryOut(platform, request(verb), doorsThere()).then(() => undefined, problemIn);
      const said = problem && wordsFor(problem);
      expect(problem?.code ?? 'done').toMatch(/^(done|platform-cannot)$/);
      expect(said?.what ?? verb).toContain(verb);
      expect(said?.next.length ?? 1).toBeGreaterThan(0);
      const mayChange = problem === undefined && (verb === 'rollback' || verb === 'destroy');
      expect(mayChange ? before : await there.everything()).toEqual(before);
    }
  });

  test('runs each process type of an image, or says by which command it is run', async () => {
    const image = async () => {
      const one = await there.image('one');
      const processes = { mail: ['python', 'manage.py', 'work'] };
      return { ...one, labels: { ...one.labels, 'simple-deploy.processes': JSON.stringify(processes) } };
    };
    const { steps, outcome } = await pushTo(platform, wanted(), image, doorsThere());
    const made = steps.flatMap(({ effect }) => ('spec' in effect ? [effect.spec.command?.join(' ')] : []));
    const told = outcome.facts.find(({ name }) => name === 'Process mail')?.value;
    expect([...made, told]).toContain('python manage.py work');
    expect(JSON.stringify(outcome.facts)).toContain('mail');
  });

  test('an image for another machine, or none to build from, is refused before anything is done', async () => {
    const foreign = async () => {
      const { source: _source, ...image } = await there.image('one');
      return { ...image, osArch: 'linux/s390x' };
    };
    const problem = await rejectedWith(pushTo(platform, wanted(), foreign, doorsThere()));
    const refused = { code: 'image-for-other-machine', has: 'linux/s390x' };
    expect(problem).toMatchObject(platform.takes === 'source' ? { code: 'image-without-facts' } : refused);
    expect(await there.everything()).toEqual([]);
  });

  test('asks once, and all at once, for what the settings demand; what runs nothing asks for nothing', async () => {
    const demanded = platform.hasApps ? ['API_KEY', 'ZONE'] : [];
    const image = async () => demanding(await there.image('one'), ['API_KEY', 'ZONE']);
    const asked: string[] = [];
    const give = async (names: readonly string[]) => {
      asked.push(...names, ...(await there.everything()));
      return { API_KEY: 'hunter2!', ZONE: 'europe' };
    };
    const doors = doorsThere();
    const first = await pushTo(platform, wanted(), image, doors, { give });
    expect([asked, first.variables, first.outcome.changed]).toEqual([demanded, demanded, true]);
    expect(doors.secrets.filter((value) => value === 'hunter2!').length).toBe(platform.hasApps ? 1 : 0);
    expect(JSON.stringify(doors.logged)).not.toContain('hunter2!');
    const again = await pushTo(platform, wanted(), image, doorsThere(), { give });
    expect([asked, again.outcome.changed]).toEqual([demanded, false]);
  });

  test('names all that is missing where nobody can answer, and does nothing then', async () => {
    const image = async () => demanding(await there.image('one'), ['API_KEY', 'ZONE']);
    const problem = await pushTo(platform, wanted(), image, doorsThere()).then(() => undefined, problemIn);
    const refused = { code: 'variables-missing', names: ['API_KEY', 'ZONE'] };
    expect(problem).toEqual(platform.hasApps ? refused : undefined);
    expect(problem === undefined ? [] : await there.everything()).toEqual([]);
  });

  test('keeps its name out of nothing but its own list', () => {
    expect(name).toMatch(/^[a-z]+$/);
    expect(platform.about).not.toBe('');
  });
});

function demanding(image: Releasable, requiredVariables: readonly string[]): Releasable {
  const facts = { ...image.facts, database: 'none', requiredVariables } as ImageFacts;
  const database = image.facts && { database: image.facts.database };
  return { ...image, facts: { ...facts, ...database }, ...(image.source && { demands: requiredVariables }) };
}
