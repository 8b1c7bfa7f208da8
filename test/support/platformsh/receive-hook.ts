import { text } from 'node:stream/consumers';
import { basename } from 'node:path';
import { askPlatform } from './ask-platform.ts';

/**
 * The hook of the repositories, as a program: tells the platform what came, writes on stderr what it says of it (git shows
 * it to whoever pushes, as "remote: …"), and fails when its last line says so.
 */
const [hook = ''] = process.argv.slice(2);
const updates = (await text(process.stdin))
  .trim()
  .split('\n')
  .map((line) => {
    const [before, after, ref] = line.split(' ');
    return { before, after, ref };
  });
const options = Array.from(
  { length: Number(process.env['GIT_PUSH_OPTION_COUNT'] ?? 0) },
  (_, index) => process.env[`GIT_PUSH_OPTION_${index}`],
);
const objects = Object.fromEntries(
  ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  ),
);
const noWait = process.env['PLATFORMSH_PUSH_NO_WAIT'] === '1';
const project = basename(process.cwd(), '.git');
const verdict = await askPlatform(`/-/git/${hook}`, { project, updates, options, objects, noWait }, (line) => {
  if (!line.startsWith('\u0000')) process.stderr.write(`${line}\n`);
});
process.exitCode = verdict === '\u0000ok' ? 0 : 1;
