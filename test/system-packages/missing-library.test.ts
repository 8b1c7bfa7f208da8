import { expect, test } from 'vitest';
import { missedByCompiler, missingAtRun } from '../../src/system-packages/missing-library.ts';

test.each([
  ['libGL.so.1: cannot open shared object file: No such file or directory', 'libGL.so.1', 'libgl1'],
  [
    'libgthread-2.0.so.0: cannot open shared object file: No such file or directory',
    'libgthread-2.0.so.0',
    'libglib2.0-0',
  ],
  ['libmariadb.so.3: cannot open shared object file: No such file or directory', 'libmariadb.so.3', 'libmariadb3'],
  // By the rule: the version follows, after a dash when the name ends in a digit.
  ['libzbar.so.0: cannot open shared object file: No such file or directory', 'libzbar.so.0', 'libzbar0'],
  ['libxslt.so.1: cannot open shared object file', 'libxslt.so.1', 'libxslt1'],
  ['libgssapi_krb5.so.2: cannot open shared object file', 'libgssapi_krb5.so.2', 'libgssapi-krb5-2'],
  ['libMagickWand-7.Q16.so.10: cannot open shared object file', 'libMagickWand-7.Q16.so.10', 'libmagickwand-7.q16-10'],
  ['libfoo2.so.3: cannot open shared object file', 'libfoo2.so.3', 'libfoo2-3'],
  [
    "cannot load library 'gobject-2.0-0': gobject-2.0-0: cannot open shared object file",
    'gobject-2.0-0',
    'libglib2.0-0',
  ],
  ["cannot load library 'libpango-1.0-0': error", 'libpango-1.0-0', 'libpango-1.0-0'],
  ['failed to find libmagic.  Check your installation', 'libmagic', 'libmagic1'],
  ['Could not find the GDAL library (tried "gdal", "GDAL"). Is GDAL installed?', 'GDAL', 'gdal-bin'],
  ['no library called "cairo-2" was found', 'cairo', 'libcairo2'],
  ["[Errno 2] No such file or directory: 'ffmpeg'", 'ffmpeg', 'ffmpeg'],
])('%j names what is missing', (message, lacks, debian) => {
  expect(missingAtRun(message)).toEqual({ lacks, debian });
});

test.each([
  "No module named 'magic'",
  "[Errno 2] No such file or directory: '/project/data.json'",
  '',
  'libfoo is fine',
])('%j is another error', (message) => {
  expect(missingAtRun(message)).toBeUndefined();
});

test.each([
  ['src/x.c:3:10: fatal error: virt/virt.h: No such file or directory', 'virt/virt.h'],
  ['/usr/bin/ld: cannot find -lrtmp: No such file or directory', 'rtmp'],
  ["No package 'gtk4' found", 'gtk4'],
  ['Package gtk4 was not found in the pkg-config search path.', 'gtk4'],
  ['/bin/sh: 1: foo-config: not found', 'foo-config'],
])('a compilation says %j', (line, missed) => {
  expect(missedByCompiler(['gcc -c x.c', line, 'error: failed'])).toBe(missed);
});

test('a compilation that breaks on its own misses nothing', () => {
  expect(missedByCompiler(["KeyError: '__version__'", 'error: x'])).toBeUndefined();
});
