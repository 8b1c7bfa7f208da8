import type { Picture, PictureNode } from '../values/report.ts';

/** A picture of folders as lines of text. */
export function pictureLines({ caption, nodes }: Picture): readonly string[] {
  return [`${caption}:`, ...nodes.flatMap((node) => nodeLines(node, '  '))];
}

function nodeLines({ name, note = '', nodes = [] }: PictureNode, indent: string): readonly string[] {
  const line = note === '' ? `${indent}${name}` : `${indent}${name}  (${note})`;
  return [line, ...nodes.flatMap((node) => nodeLines(node, `${indent}  `))];
}
