// Runs a script of this folder on Node 24, which comes with the dependencies. Plain JavaScript for Node 20 and newer,
// with nothing installed yet: `node scripts/bootstrap.js scripts/quickstart.ts`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules/.installed-from');
const node = join(root, 'node_modules/node/bin/node');

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `These scripts need Node.js 20 or newer to start, and this is ${process.versions.node}: run \`nvm install 24\`, or see https://nodejs.org/en/download.`,
  );
}

const started = performance.now();
const installed = install();
const script = spawnSync(node, process.argv.slice(2), {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
    // For the table of what took how long.
    INSTALL_MS: installed ? String(Math.round(performance.now() - started)) : '',
  },
});
process.exitCode = script.status ?? 1;

/** Installs the dependencies unless these very ones are installed; tells whether it did. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  console.log('→ installing the dependencies (npm ci)');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  // An npm that holds back install scripts leaves this one without its binary.
  if (!existsSync(node)) run(process.execPath, ['installArchSpecificPackage.js'], join(root, 'node_modules/node'));
  if (!existsSync(node))
    stop(
      'npm ci brought no Node.js 24 (node_modules/node/bin/node): is `ignore-scripts` set in your npm configuration?',
    );
  writeFileSync(stamp, wanted);
  return true;
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) stop(`${command} could not be started (${error.message}): install npm, which comes with Node.js.`);
  if (status !== 0) stop(`\`${command} ${args.join(' ')}\` failed.`);
}

/** @returns {never} */
function stop(message) {
  console.error(message);
  process.exit(1);
}
