import { expect, it } from 'vitest';
import { dependenciesWith } from '../../src/layout/dependencies/dependencies-with.ts';
import { unmetNeeds } from '../../src/system-packages/facts.ts';
import { wordsFor } from '../../src/messages.ts';
import { notThere } from '../../src/system-packages/not-there.ts';
import { systemPackagesFor, type Demands } from '../../src/system-packages/needed.ts';

const nothing: Demands = { requirements: [], needsGit: false, codeNeeds: [], extras: [], named: [], without: [] };
const needed = (demands: Partial<Demands>) => systemPackagesFor({ ...nothing, ...demands });
const compiler = ['gcc', 'libc6-dev', 'make', 'pkg-config', 'python3-dev'];

it('is nothing for what is installed from wheels', () => {
  const requirements = [{ name: 'django' }, { name: 'pillow' }, { name: 'lxml' }, { name: 'psycopg2-binary' }];
  expect(needed({ requirements })).toEqual({ build: [], run: [], prepare: [] });
});

it('is a compiler, headers and a library for what never has a wheel', () => {
  const { build, run } = needed({ requirements: [{ name: 'psycopg2', version: '2.9.9' }] });
  expect(build).toEqual([...compiler, 'libpq-dev'].sort());
  expect(run).toEqual(['libpq5']);
});

it('counts extras that are asked for', () => {
  expect(needed({ requirements: [{ name: 'psycopg', extras: ['C'] }] }).run).toEqual(['libpq5']);
  expect(needed({ requirements: [{ name: 'psycopg', extras: ['pool'] }] }).run).toEqual([]);
});

it('counts the driver that we add, and git', () => {
  expect(needed({ extras: ['gunicorn', 'mysqlclient'] }).run).toEqual(['libmariadb3']);
  expect(needed({ needsGit: true }).build).toEqual(['ca-certificates', 'git']);
});

it('is what is loaded by name, without a compiler', () => {
  expect(needed({ requirements: [{ name: 'python-magic' }] })).toEqual({ build: [], run: ['libmagic1'], prepare: [] });
});

it('depends on the version where the table says so; one that is not known is the newest', () => {
  expect(needed({ requirements: [{ name: 'weasyprint', version: '52.5' }] }).run).toContain('libcairo2');
  expect(needed({ requirements: [{ name: 'weasyprint', version: '63.1' }] }).run).not.toContain('libcairo2');
  expect(needed({ requirements: [{ name: 'weasyprint' }] }).run).not.toContain('libcairo2');
});

it('is what the code needs: GDAL in the image, gettext only where messages are compiled', () => {
  const codeNeeds = [
    { value: 'gis', origin: 'default' },
    { value: 'messages', origin: 'default' },
  ] as const;
  const { build, run, prepare } = needed({ codeNeeds });
  expect([build, prepare]).toEqual([[], ['gettext']]);
  expect(run).toContain('libgdal36 | libgdal32');
});

it('takes what the person names, to build with and into the image', () => {
  const { build, run } = needed({ named: ['libvips42', 'ffmpeg'], requirements: [{ name: 'pydub' }] });
  expect(build).toEqual(['ffmpeg', 'libvips42']);
  expect(run).toEqual(['ffmpeg', 'libvips42']);
});

it('leaves out what the person does not want, by any of its names, but not what is named', () => {
  const requirements = [{ name: 'pydub' }, { name: 'gdal' }];
  expect(needed({ requirements, without: ['ffmpeg', 'libgdal32', 'libgdal-dev'] })).toEqual({
    build: [...compiler, 'g++'].sort(),
    run: [],
    prepare: [],
  });
  expect(needed({ requirements, without: ['ffmpeg'], named: ['ffmpeg'] }).run).toContain('ffmpeg');
});

it('says what cannot be left out, as nothing asks for it', () => {
  const demands = { ...nothing, requirements: [{ name: 'pydub' }, { name: 'gdal' }] };
  expect(notThere({ ...demands, without: ['ffmpeg', 'libgdal36'] })).toBeUndefined();
  const problem = notThere({ ...demands, without: ['ffmepg'] });
  expect(problem).toMatchObject({ names: ['ffmepg'] });
  expect(wordsFor(problem!).found).toEqual(['For its dependencies it gets ffmpeg, libgdal36 | libgdal32.']);
});

it('tells what no package of Debian brings', () => {
  const dependencies = dependenciesWith({ manager: 'pip', files: [], requirements: [{ name: 'playwright' }] });
  expect(unmetNeeds(dependencies)).toMatchObject([{ requirement: 'playwright', what: 'browser' }]);
});
