import { describe, expect, it } from 'vitest';
import { findDependencies } from '../../../src/layout/dependencies/find-dependencies.ts';
import { project } from '../project.ts';

const environment = `name: site
channels:
  - conda-forge
dependencies:
  - python=3.11.4=h123_0
  - django=4.2  # the long-term release
  - conda-forge::gunicorn >=20,<22
  - "psycopg2"
  - odd_tool=1.2.3=py311h06a4308_0
  - gdal=3.9.3=py311ha2c19c5_19
  - openssl=3.0.1=h0_0
  - requests
  - pip:
      - whitenoise==6.5.0
      - -r more.txt
  - pip
prefix: /home/someone/conda
`;

const find = (files: Readonly<Record<string, string>>) => findDependencies(project({ 'manage.py': '', ...files }), '.');

describe("conda's environment.yml", () => {
  const { dependencies, problems } = find({ 'environment.yml': environment, 'more.txt': 'pytz==2024.1\n' });

  it('gives its pip section, and what of its own packages is Python', () => {
    expect(dependencies).toMatchObject({ origin: { file: 'environment.yml' }, value: { manager: 'conda' } });
    expect(dependencies.value.declared.toSorted()).toEqual([
      'django==4.2.*',
      'gunicorn>=20,<22',
      'odd-tool==1.2.3',
      'psycopg2-binary',
      'pytz==2024.1',
      'requests',
      'whitenoise==6.5.0',
    ]);
  });

  it('is told to hold what only conda has', () => {
    expect(problems).toEqual([{ code: 'conda-packages-left', file: 'environment.yml', packages: ['gdal', 'openssl'] }]);
  });

  it('comes after requirements.txt, but before it where the own Dockerfile installs from it', () => {
    const both = { 'environment.yml': environment, 'requirements.txt': 'Django==5.2\n' };
    expect(find(both).dependencies.value.manager).toBe('pip');
    const dockerfile = 'FROM continuumio/miniconda3\nRUN conda env create -f environment.yml\n';
    const made = find({ ...both, Dockerfile: dockerfile });
    expect(made.dependencies.value.manager).toBe('conda');
    expect(made.considered).toContainEqual(expect.objectContaining({ value: 'pip requirements.txt' }));
  });

  it('may be written without indentation, and need not name Django', () => {
    const flat = 'dependencies:\n- django>=4\n- pip:\n  - gunicorn\n';
    expect(find({ 'environment.yaml': flat }).dependencies.value.declared.toSorted()).toEqual([
      'django>=4',
      'gunicorn',
    ]);
    expect(find({ 'environment.yml': 'dependencies:\n  - numpy\n' }).fatal).toMatchObject({
      code: 'dependencies-missing',
      withoutDjango: ['environment.yml'],
    });
  });
});

describe("names of conda's file", () => {
  it.each(['ENV.yml', 'env.yaml', 'shop_conda_env.yaml', 'env-prod.yml'])('%s', (name) => {
    expect(find({ [name]: environment, 'more.txt': '' }).dependencies.value).toMatchObject({ manager: 'conda' });
  });

  it('variables of a cloud are none', () => {
    const { dependencies } = find({ 'env.yaml': 'DJANGO_SETTINGS_MODULE: site.live\n', 'requirements.txt': 'Django' });
    expect(dependencies.value).toMatchObject({ manager: 'pip', files: ['requirements.txt'] });
  });
});
