import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './build-tree.ts';
import type { Choices } from './choices.ts';
import { byChoice } from './paths.ts';

type Content = Tree['files'][string] | { readonly folder: true };

/** Writes a generated project into a new folder, one of its files damaged when that is chosen. */
export function writeTree(folder: string, { files }: Tree, choices: Choices): void {
  mkdirSync(folder);
  const paths = Object.keys(files);
  const damaged = choices.damage === 0 ? undefined : paths[choices.damagedFile % paths.length];
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    put(full, path === damaged ? damage(content, choices) : content);
  }
}

function put(full: string, content: Content): void {
  if (typeof content === 'string' || content instanceof Uint8Array) writeFileSync(full, content);
  else if ('to' in content) symlinkSync(content.to, full);
  else mkdirSync(full);
}

/** Truncated, emptied, not text, cut in the middle by bytes of no text, deeply nested, a folder, a link out of the project. */
function damage(content: Content, { damage: way, damagedAt }: Choices): Content {
  const text = typeof content === 'string' ? content : 'import os\n';
  const at = Math.floor((text.length * damagedAt) / 100);
  const noText = new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x80, damagedAt]);
  return byChoice<Content>(
    [
      text,
      text.slice(0, at),
      '',
      noText,
      Buffer.concat([Buffer.from(text.slice(0, at)), noText, Buffer.from(text.slice(at))]),
      `${text.slice(0, at)}${'(['.repeat(2_000)}${text.slice(at)}`,
      { folder: true },
      { to: '/dev/null' },
    ],
    way,
  );
}
