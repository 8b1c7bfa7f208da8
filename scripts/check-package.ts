import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { wrongContents } from './check/package-contents.ts';

/** What npm would publish: publint's findings, and the files against our own list. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
const { messages } = await publint({ pkgDir: root, strict: true });
const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
});
const listed = JSON.parse(packed) as readonly Listing[] | Record<string, Listing>;
interface Listing {
  readonly files: readonly { readonly path: string }[];
}
const files = Object.values(listed).flatMap((one) => one.files.map((file) => file.path));
const wrong = [...messages.map((message) => formatMessage(message, manifest) ?? message.code), ...wrongContents(files)];
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
else console.log(`${files.length} files would be published.`);
