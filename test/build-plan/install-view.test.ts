import { describe, expect, it } from 'vitest';
import { declaredFile, installView } from '../../src/build-plan/install-view.ts';
import { defaultBuildOptions } from '../../src/values/build-options.ts';
import type { Dependencies } from '../../src/values/layout.ts';
import { dependenciesOf } from '../support/layouts.ts';

const options = defaultBuildOptions;
const given = (changes: Partial<Dependencies>): Dependencies => ({ ...dependenciesOf([]).value, ...changes });

describe('what is installed', () => {
  it('is the requirements file, with what local projects of it need', () => {
    const dependencies = given({ declared: ['idna>=3'], indexes: [{ url: 'https://x.example', origin: 'default' }] });
    expect(installView(dependencies, options)).toMatchObject({ manifests: ['requirements.txt'], hasDeclared: true });
    // It names its indexes itself.
    expect(installView(dependencies, options).indexes).toEqual([]);
    expect(declaredFile(dependencies, options)).toMatch(/\nidna>=3\n$/);
  });

  it('is all the requirements files that are installed together', () => {
    const files = ['requirements.txt', 'base.txt', 'prod.txt'];
    expect(installView(given({ files, also: ['prod.txt'] }), options).manifests).toEqual([
      'requirements.txt',
      'prod.txt',
    ]);
  });

  it('is a lock file, with the member, the groups and the extras', () => {
    const lock = { files: ['pyproject.toml', 'api/pyproject.toml', 'uv.lock'], lock: 'uv.lock' };
    const dependencies = given({ manager: 'uv', ...lock, member: 'api', groups: ['web'], extras: ['fast'] });
    expect(installView(dependencies, options)).toMatchObject({
      manifests: [],
      locks: ['uv.lock'],
      members: ['api'],
      groups: ['web'],
      projectExtras: ['fast'],
      hasDeclared: false,
    });
  });

  it('is what was read where there is no lock, groups and extras taken in', () => {
    const indexes = [
      { url: 'https://one.example/simple', name: 'one', origin: 'default' },
      { url: 'https://all.example/simple', default: true, origin: 'default' },
    ] as const;
    const files = ['pyproject.toml'];
    const dependencies = given({ manager: 'poetry', files, declared: ['django>=5'], groups: ['web'], indexes });
    expect(installView(dependencies, options)).toMatchObject({
      locks: [],
      hasDeclared: true,
      groups: [],
      indexes: ["'one=https://one.example/simple'"],
      defaultIndexes: ['https://all.example/simple'],
    });
  });

  it('is what the imports suggest only when that was asked for', () => {
    const dependencies = given({ manager: 'none', files: [], guessed: ['django'] });
    expect(() => installView(dependencies, options)).toThrow('nothing-to-install');
    expect(installView(dependencies, { ...options, installGuessed: true })).toMatchObject({ hasDeclared: true });
    expect(declaredFile(dependencies, { ...options, installGuessed: true })).toMatch(/imports of the code.\ndjango\n$/);
  });

  it('is an error when a manifest names nothing', () => {
    expect(() => installView(given({ manager: 'pep621' }), options)).toThrow('nothing-to-install');
  });
});

describe('what the step may read', () => {
  it('is the ids of the secrets, sorted, never their values', () => {
    const buildSecrets = [
      { id: 'netrc', file: '/home/me/.netrc' },
      { id: 'UV_INDEX_ACME_PASSWORD', env: 'PASSWORD' },
    ];
    const view = installView(given({}), { ...options, buildSecrets });
    expect(view.secrets).toEqual(['UV_INDEX_ACME_PASSWORD', 'netrc']);
    expect(JSON.stringify(view)).not.toMatch(/home|"PASSWORD"/);
  });

  it('is keys and agents by their ids, with the known hosts', () => {
    const view = installView(given({}), { ...options, ssh: ['default', 'deploy=/keys/id'] });
    expect([view.sshIds, view.secrets]).toEqual([['default', 'deploy'], ['known_hosts']]);
    expect(installView(given({ needsSsh: true }), options)).toMatchObject({ sshIds: ['default'] });
  });

  it('is nothing otherwise', () => {
    expect(installView(given({}), options)).toMatchObject({ secrets: [], sshIds: [], upgrades: [] });
  });
});

it('installs anew when the time of --upgrade is another', () => {
  const upgrade = '2026-11-22T20:00:00Z';
  expect(installView(given({}), { ...options, upgrade }).upgrades).toEqual([upgrade]);
});
