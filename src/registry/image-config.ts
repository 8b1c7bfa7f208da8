import { isDigest } from './digest.ts';

/** The configuration of an image, as far as we look at it; the rest passes through. */
export interface ImageConfig {
  readonly value: Readonly<Record<string, unknown>>;
  /** diff IDs of its layers, the lowest first. */
  readonly diffIds: readonly string[];
  /** Such as "linux/amd64". */
  readonly osArch: string;
}

/** Reads a configuration, OCI's or docker's, which differ in what neither needs. Gives the reason where it is none. */
export function readImageConfig(bytes: Uint8Array): ImageConfig | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return { why: 'its configuration is not JSON' };
  }
  if (!isObject(value)) return { why: 'its configuration is no object' };
  const rootfs = value['rootfs'];
  const diffIds = isObject(rootfs) ? rootfs['diff_ids'] : undefined;
  if (!Array.isArray(diffIds) || !diffIds.every(isDigest)) return { why: 'its configuration does not name its layers' };
  const osArch = [value['os'], value['architecture']].map((each) => (typeof each === 'string' ? each : '?')).join('/');
  return { value, diffIds, osArch };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Engines and registries show it as "long ago"; no time at all is refused by some. */
const always = '1970-01-01T00:00:00Z';

/** What depends on the machine and the moment of a build and says nothing about the image. */
const ofTheBuild = new Set(['container', 'container_config', 'docker_version', 'parent', 'id']);
const markLabel = 'simple-deploy.mark';
/** Where the project lay, as the same tree from another folder is the same image; and the mark of an earlier push. */
const leftOut = new Set(['simple-deploy.folder', markLabel]);

/**
 * The configuration without the times of its build and what else is of that build alone, so that the same content has the
 * same digest; with another command where one is given, and with a mark as a label, which makes it another digest. Pure: the
 * layers are not touched, and so need not travel.
 */
export function writeImageConfig(
  { value }: ImageConfig,
  { command, mark }: { readonly command?: readonly string[]; readonly mark?: string } = {},
): Buffer {
  const { history, config } = value;
  const kept = Object.entries(value).filter(
    ([key]) => !ofTheBuild.has(key) && !key.startsWith('moby.buildkit.buildinfo'),
  );
  const said = isObject(config) ? config : {};
  const cleaned = Object.fromEntries(Object.entries(said).filter(([key]) => key !== 'Hostname' && key !== 'Image'));
  const written = {
    ...Object.fromEntries(kept),
    created: always,
    config: { ...cleaned, ...(command && { Cmd: command }), ...labelsOf(said, mark) },
    ...(Array.isArray(history) && {
      history: history.filter(isObject).map((step) => ({ ...step, created: always })),
    }),
  };
  return Buffer.from(JSON.stringify(sorted(written)));
}

function labelsOf({ Labels: labels }: Readonly<Record<string, unknown>>, mark: string | undefined): object {
  const kept = Object.entries(isObject(labels) ? labels : {}).filter(([name]) => !leftOut.has(name));
  if (mark !== undefined) kept.push([markLabel, mark]);
  return isObject(labels) || mark !== undefined ? { Labels: Object.fromEntries(kept) } : {};
}

/** With its keys in one order, whoever wrote them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
