/** The variable by which the image learns how long it has: docs/image.md. */
const VARIABLE = 'SIMPLE_DEPLOY_STOP_SECONDS';

/**
 * From SIGTERM to SIGKILL, in seconds: the time that requests and jobs in flight have. 30 is what engines and platforms are
 * told, and what those that cannot be told give.
 */
const USUAL = 30;

export interface Stop {
  /** What the platform is told. */
  readonly seconds: number;
  /** What the image is told: the same. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * How a release is stopped: by the person's own SIMPLE_DEPLOY_STOP_SECONDS, as far as the platform allows (`most`; undefined: it
 * allows any), else by the usual one. What is no whole number above 0 counts as not given, as in the image.
 */
export function stopOf(variables: Readonly<Record<string, string>>, most = Number.MAX_SAFE_INTEGER): Stop {
  const given = variables[VARIABLE]?.trim() ?? '';
  const seconds = Math.min(most, /^0*[1-9]\d{0,4}$/.test(given) ? Number(given) : USUAL);
  return { seconds, variables: { [VARIABLE]: String(seconds) } };
}
