import { createHash } from 'node:crypto';
import type { BuildPlan, ContextEntry } from '../../src/values/build-plan.ts';

/** What the build tests start from; set-up provides it. */
export const localBase = 'simple-deploy-base/python:3.11-bookworm';

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** A file of the context, held in memory. */
export function fileEntry(path: string, content: string | Uint8Array, mode = 0o644): ContextEntry {
  const bytes = Buffer.from(content);
  return { path, kind: 'file', mode, size: bytes.length, digest: sha256(bytes), source: { bytes } };
}

/** A file of the context that lies on disk. */
export function diskEntry(path: string, file: string, content: string | Uint8Array): ContextEntry {
  const { source: _, ...entry } = fileEntry(path, content);
  return { ...entry, source: { file } };
}

export function folderEntry(path: string, mode = 0o755): ContextEntry {
  return { path, kind: 'directory', mode, size: 0, digest: sha256('') };
}

export function linkEntry(path: string, target: string): ContextEntry {
  return { path, kind: 'symlink', mode: 0o777, size: 0, digest: sha256(target), target };
}

/** A hand-written plan: a Dockerfile and the entries it copies. */
export function tinyPlan(
  name: string,
  dockerfile: string,
  entries: readonly ContextEntry[] = [],
  more: Partial<BuildPlan> = {},
): BuildPlan {
  const all = [fileEntry('Dockerfile', dockerfile), ...entries];
  all.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const digest = sha256(JSON.stringify(all.map(({ path, digest, mode }) => [path, digest, mode])));
  return {
    dockerfile,
    entries: all,
    baseImage: localBase,
    osArch: 'linux/amd64',
    buildArgs: {},
    labels: { 'simple-deploy.folder': sha256(name).slice(0, 12), 'simple-deploy.project': name },
    digest,
    reference: `sd-test-docker/${name}:${digest.slice(0, 12)}`,
    leftOut: [],
    extras: [],
    systemPackages: { run: [], build: [] },
    notInstalled: [],
    emptySubmodules: [],
    notes: [],
    ...more,
  };
}
