import { describe, expect, test } from 'vitest';
import { after, ids, image, nothing, planned, pushOf, specIn, stepsOf } from '../support/observed.ts';

describe('the release step', () => {
  const release = (label: object, now = nothing, tag = '1') =>
    planned(now, { image: image(tag, 'sqlite', { release: label }) });
  const seed = { migrate: true, commands: ['python manage.py seed'] };

  test('is one command, which waits, locks, migrates and runs what the project says', () => {
    const plan = release(seed);
    expect(specIn(plan, 'release').command).toEqual([
      'python',
      '-m',
      'simple_deploy',
      'release',
      'python manage.py seed',
    ]);
    expect(stepsOf(plan).find(({ id }) => id === 'release')?.title).toBe(
      'Migrate the database, then run "python manage.py seed"',
    );
  });

  test('without a migration leaves it out; without anything there is none', () => {
    const none = { migrate: false, commands: [] };
    expect(ids(release(none))).not.toContain('release');
    const alone = release({ ...seed, migrate: false });
    expect(specIn(alone, 'release').command?.slice(3)).toEqual(['release', '--no-migrate', 'python manage.py seed']);
  });

  test('on SQLite: the migration alone is tried on the copy; without one the commands run while the old release serves', () => {
    const plan = release(seed, after(pushOf()), '2');
    expect(specIn(plan, 'rehearsal-release').command).toEqual(['python', '-m', 'simple_deploy', 'release']);
    const conditions = stepsOf(plan).flatMap(({ id, ifFailed, ifPassed }) =>
      ifFailed === undefined && ifPassed === undefined ? [] : [[id, ifFailed ?? `not ${ifPassed}`]],
    );
    expect(conditions).toEqual([
      ['rehearsal-release', 'rehearsal-check'],
      ['release-beside', 'not rehearsal-check'],
      ['keep-database', 'rehearsal-check'],
      ['release', 'rehearsal-check'],
    ]);
    const order = ids(plan);
    expect(order.indexOf('release-beside')).toBeLessThan(order.indexOf('stop'));
    expect(order.indexOf('stop')).toBeLessThan(order.indexOf('release'));
  });

  test('on SQLite begins with nothing to put back: what an earlier push kept goes before anything is stopped', () => {
    const plan = release(seed, after(pushOf()), '2');
    expect(specIn(plan, 'rehearsal-copy').command?.at(-1)).toMatch(/^rm -rf \/live\/\.simple-deploy && python /);
    expect(ids(plan).indexOf('rehearsal-copy')).toBeLessThan(ids(plan).indexOf('stop'));
  });

  test('on SQLite, of commands that touch no schema: nothing is tried or kept; of a script, which may, it is', () => {
    const alone = ids(release({ ...seed, migrate: false }, after(pushOf()), '2'));
    expect(alone).toContain('release-beside');
    expect(alone).not.toContain('rehearsal-check');
    expect(alone).not.toContain('release');
    const script = ids(release({ migrate: false, commands: ['bash release.sh'] }, after(pushOf()), '2'));
    expect(script).toContain('rehearsal-check');
  });
});
