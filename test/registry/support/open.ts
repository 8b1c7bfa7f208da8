import { execFileSync } from 'node:child_process';
import { afterAll } from 'vitest';
import type { Access } from '../../../src/registry/access.ts';
import type { Repository } from '../../../src/registry/blobs.ts';
import { openRegistry, type Registry } from '../../../src/registry/client.ts';

/** Short pauses: a test waits for none of them. */
export const patience = { tries: 4, firstMs: 5, longestMs: 2000 };

const opened: Registry[] = [];
afterAll(() => {
  for (const registry of opened) registry.close();
});

/** A repository of a registry, opened for this test file. */
export async function repository(host: string, name: string, access: Partial<Access> = {}): Promise<Repository> {
  const signal = new AbortController().signal;
  const registry = await openRegistry(host, { env: process.env, signal, patience, ...access });
  opened.push(registry);
  return { registry, name, reference: `${host}/${name}` };
}

/** What a push does besides: nobody listens, and a failure is thrown anyway. */
export const quiet = { onEvent: () => undefined, stop: () => undefined };

export interface ReadBack {
  readonly mediaType: string;
  readonly config: { readonly mediaType: string; readonly digest: string };
  readonly layers: readonly { readonly mediaType: string; readonly digest: string; readonly size: number }[];
}

/** A manifest as skopeo reads it. */
export function readBack(reference: string, ...options: readonly string[]): ReadBack {
  return JSON.parse(skopeo('inspect', ...tls(options), '--raw', `docker://${reference}`)) as ReadBack;
}

/** Fetches the whole image with skopeo, which checks each digest, the layers' contents too; gives its configuration. */
export function fetchWhole(reference: string, folder: string, ...options: readonly string[]): Record<string, unknown> {
  const insecure =
    options.length === 0 ? ['--src-tls-verify=false'] : options.map((each) => each.replace('--', '--src-'));
  skopeo('copy', '--quiet', ...insecure, `docker://${reference}`, `oci:${folder}:it`);
  return JSON.parse(skopeo('inspect', ...tls(options), '--config', '--raw', `docker://${reference}`)) as Record<
    string,
    unknown
  >;
}

function tls(options: readonly string[]): readonly string[] {
  return options.length === 0 ? ['--tls-verify=false'] : options;
}

function skopeo(...args: readonly string[]): string {
  return execFileSync('skopeo', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
