/** What something misses of the system, and the Debian package that has it, as far as that is known. */
export interface Missing {
  /** As the error names it: a library, a header, a program. */
  readonly lacks: string;
  readonly debian: string;
}

/** Libraries whose package is not called after them, by the start of their name; names as Debian 12 and 13 know them. */
const packages: readonly (readonly [library: RegExp, debian: string])[] = [
  [/^lib(gthread|glib|gobject|gio|gmodule)-2\.0/, 'libglib2.0-0'],
  [/^libGL\.so/, 'libgl1'],
  [/^libgeos_c/, 'libgeos-c1v5'],
  [/^mod_spatialite/, 'libsqlite3-mod-spatialite'],
  [/^libmysqlclient|^libmariadb/, 'libmariadb3'],
  [/^libjpeg\.so/, 'libjpeg62-turbo'],
  [/^libharfbuzz\.so/, 'libharfbuzz0b'],
];

/** Errors that name a library in words of their own. */
const words: readonly (readonly [said: RegExp, missing: Missing])[] = [
  [/failed to find libmagic/, { lacks: 'libmagic', debian: 'libmagic1' }],
  [/find the GDAL library/, { lacks: 'GDAL', debian: 'gdal-bin' }],
  [/find the GEOS library/, { lacks: 'GEOS', debian: 'libgeos-c1v5' }],
  [/load the SpatiaLite library/, { lacks: 'SpatiaLite', debian: 'libsqlite3-mod-spatialite' }],
  [/find zbar shared library/, { lacks: 'zbar', debian: 'libzbar0' }],
  [/MagickWand shared library not found/, { lacks: 'MagickWand', debian: 'libmagickwand-dev' }],
  [/no library called "(lib)?cairo/, { lacks: 'cairo', debian: 'libcairo2' }],
  [/Bad git executable/, { lacks: 'git', debian: 'git' }],
  [/wkhtmltopdf executable/, { lacks: 'wkhtmltopdf', debian: 'wkhtmltopdf' }],
  [/tesseract is not installed/, { lacks: 'tesseract', debian: 'tesseract-ocr' }],
  [/No such file or directory: '(?:\S*\/)?(ffmpeg|ffprobe)'/, { lacks: 'ffmpeg', debian: 'ffmpeg' }],
  [/No such file or directory: '(?:\S*\/)?dot'/, { lacks: 'dot', debian: 'graphviz' }],
  [
    /No such file or directory: '(?:\S*\/)?(pdftoppm|pdftotext|pdfinfo)'/,
    { lacks: 'pdftoppm', debian: 'poppler-utils' },
  ],
  [/No such file or directory: '(?:\S*\/)?(msgfmt|xgettext)'/, { lacks: 'msgfmt', debian: 'gettext' }],
];

const LIBRARY =
  /\b((?:lib|mod_)[\w+.-]*\.so(?:\.[\d.]*\d)?)\b.*(?:cannot open shared object|No such file)|cannot load library '([^']+)'/;

/** Every Debian package that the lists above name. */
export const debianPackagesNamed: readonly string[] = [
  ...packages.map(([, debian]) => debian),
  ...words.map(([, { debian }]) => debian),
];

/** What an import, or a program that it starts, says that the image lacks; undefined for any other error. */
export function missingAtRun(message: string): Missing | undefined {
  const known = words.find(([said]) => said.test(message));
  if (known !== undefined) return known[1];
  const found = LIBRARY.exec(message);
  const lacks = found?.[1] ?? found?.[2];
  return lacks === undefined ? undefined : { lacks, debian: packageOfLibrary(lacks) };
}

/**
 * The package of a shared library, `libfoo.so.1` in libfoo1: by the table, else by the rule for names of such packages.
 * https://www.debian.org/doc/debian-policy/ch-sharedlibs.html#run-time-shared-libraries
 */
export function packageOfLibrary(library: string): string {
  const name = library.startsWith('lib') || library.startsWith('mod_') ? library : `lib${library}`;
  const known = packages.find(([pattern]) => pattern.test(name));
  if (known !== undefined) return known[1];
  const [, base = name, version = ''] = /^(.*?)\.so(?:\.(\d+))?/.exec(name) ?? [];
  const stem = base.toLowerCase().replaceAll('_', '-');
  return version !== '' && /\d$/.test(stem) ? `${stem}-${version}` : `${stem}${version}`;
}

/** What a compilation says it misses, and does not find in Debian by itself; the first group is its name. */
const MISSED: readonly RegExp[] = [
  /fatal error: ([\w./+-]+\.h(?:pp)?): No such file/,
  /cannot find -l([\w+-]+)/,
  /No package '([\w.+-]+)' found/,
  /Package ([\w.+-]+) was not found in the pkg-config search path/,
  /Dependency "([\w.+-]+)" not found/,
  /([\w-]+-config)\b[^\n]*(?:not found|No such file)/,
  /No such file or directory: '([\w.+-]+)'/,
];

/** Name of the header, library or program that a compilation looked for in vain; undefined when it says none. */
export function missedByCompiler(lines: readonly string[]): string | undefined {
  const text = lines.join('\n');
  for (const pattern of MISSED) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
