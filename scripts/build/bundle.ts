import { readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';

/**
 * Bundles src/cli.ts into a folder: our code and the packages that package.json has under devDependencies, so that
 * a start reads few files. What it has under dependencies stays outside, to be installed beside us: those packages are
 * large, and loaded only when they are needed. What is imported when needed stays a chunk of its own; all chunks lie
 * side by side, as deep below the package as src is, so that `../templates` is the same from both. Not minified: a
 * stack trace in a bug report has our names in it. CommonJS, since an ES module's import of a builtin evaluates all
 * that is lazy in it: 15 ms of each start. Gives the folders of the packages that came in.
 */
export async function bundle(root: string, out: string): Promise<string[]> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const outside = Object.keys(dependencies).filter((name) => !taken.includes(name));
  const build = await rolldown({
    input: Object.fromEntries(entries.map(([name, file]) => [name, join(root, file)])),
    cwd: root,
    platform: 'node',
    external: (name, importer) =>
      !isNeedless(name, importer) &&
      (isBuiltin(name) || outside.some((one) => name === one || name.startsWith(`${one}/`))),
    plugins: [withoutTheNeedless],
    onLog(_level, { code, message }) {
      // Elsewhere than here it would not be found either.
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message);
      console.error(message);
    },
  });
  try {
    const { output } = await build.write({
      dir: out,
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
      comments: { legal: true, annotation: false, jsdoc: false },
      codeSplitting: { groups },
    });
    const chunks = output.filter((one) => one.type === 'chunk');
    for (const { fileName, code } of chunks)
      writeFileSync(join(out, fileName), ofPlainSigns(whenUsed(withoutCopies(code))));
    const modules = chunks.flatMap((one) => one.moduleIds);
    return [...new Set(modules.flatMap((id) => packageFolder(id) ?? []))].sort();
  } finally {
    await build.close();
  }
}

/**
 * Large, and in the bundle all the same: its files, and what it loads and we never use, take a third of the time that a
 * build takes before the engine does. Installed besides, as its types and tests are; split-ca, which it loads and which has
 * no licence file to pass on, stays outside.
 */
const taken = ['dockerode'];

/** What is started or required by name; the rest is found from there. */
const entries = [
  ['cli', 'src/cli.ts'],
  ['node-ranges', 'src/layout/frontend/node-ranges.ts'],
  ['yaml-library', 'src/layout/platform-files/yaml-library.ts'],
  ['python-grammar', 'src/layout/python-grammar/whole.ts'],
] as const;

/** What is loaded together, in one file each with what it imports: finding twenty files takes 5 ms of each start. */
const groups = [
  // What the entry itself takes of the others, so that `--version` does without them.
  { name: 'start', test: /\/src\/commands\/output-closed\.ts$/, priority: 2 },
  {
    name: 'command-line',
    test: /\/src\/commands\/(catalogue|option-specs)\.ts$|\/src\/platforms\/names\.ts$|\/node_modules\/commander\//,
    priority: 1,
  },
  { name: 'reading', test: /\/src\/commands\/(perform|inspect-project)\.ts$/, priority: 1 },
  { name: 'answer', test: /\/src\/commands\/answer\.ts$/ },
];

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * What a package loads at its start and we never use: commander's programs as subcommands; dockerode's way by ssh (ours is
 * the user's own ssh), its session, its tars. Left away it is neither read (ssh2 takes a tenth of an unchanged build) nor
 * installed.
 */
const needless: readonly (readonly [importer: string, name: string])[] = [
  ['commander', 'node:child_process'],
  ['docker-modem', 'ssh2'],
  ['debug', 'supports-color'],
  ['dockerode', '@grpc/grpc-js'],
  ['dockerode', '@grpc/proto-loader'],
  ['dockerode', '@balena/dockerignore'],
  ['dockerode', 'tar-fs'],
];

function isNeedless(name: string, importer: string | undefined): boolean {
  return needless.some(([from, what]) => what === name && importer?.includes(`/node_modules/${from}/`) === true);
}

const nothing = '\0nothing';

const withoutTheNeedless: Plugin = {
  name: 'without-the-needless',
  resolveId: (name, importer) => (isNeedless(name, importer) ? nothing : undefined),
  load: (id) => (id === nothing ? 'export default {};' : undefined),
};

/** `import os from 'node:os'` in a package is the module itself: not a copy of all that is in it, made anew by each start. */
function withoutCopies(code: string): string {
  return code.replaceAll(
    /^(node_\w+) = [\w.]+__toESM\(\1, 1\);$/gm,
    '$1 = Object.create($1, { default: { value: $1 } });',
  );
}

/** Modules of Node that take a millisecond or more to load; a chunk has functions for several commands. */
const LARGE =
  /^let (node_\w+) = require\(("node:(?:fs\/promises|child_process|http|https|net|tls|crypto|zlib|readline\/promises|stream(?:\/\w+)?)")\);\n/gm;

/** Those are loaded by what uses them, when it does: `require` of what is loaded takes a microsecond. */
function whenUsed(code: string): string {
  let plain = code;
  for (const [line, name = '', module = ''] of code.matchAll(LARGE)) {
    if (new RegExp(String.raw`\b${name} = `).test(code.replace(line, ''))) continue;
    plain = plain.replace(line, '').replaceAll(new RegExp(String.raw`\b${name}\b`, 'g'), `require(${module})`);
  }
  return plain;
}

/**
 * One sign beyond Latin 1 makes Node keep the whole file in twice the memory, and read it slower. Not a plugin: what those
 * render is printed once more, with the signs as they were.
 */
function ofPlainSigns(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Folder of the package that a module belongs to; undefined for our own. */
function packageFolder(id: string): string | undefined {
  return /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0];
}
