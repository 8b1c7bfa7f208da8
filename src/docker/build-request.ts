import type { BuildPlan } from '../values/build-plan.ts';

/** Options of `POST /build` (docker's Engine API), as dockerode puts them into the query. */
export interface BuildRequest {
  /** The builder: BuildKit. A number: engines compare it as one. */
  readonly version: 2;
  readonly remote: 'client-session';
  readonly session: string;
  /** By which a running build can be cancelled. */
  readonly buildid: string;
  readonly dockerfile: 'Dockerfile';
  readonly t: readonly string[];
  readonly platform: string;
  readonly buildargs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly nocache: 0 | 1;
  readonly pull: 0 | 1;
}

/** The request that builds a plan within a session. */
export function buildRequest(
  plan: BuildPlan,
  session: string,
  o: {
    readonly tags: readonly string[];
    readonly proxies: Readonly<Record<string, string>>;
    readonly noCache: boolean;
    readonly pull: boolean;
  },
): BuildRequest {
  return {
    version: 2,
    remote: 'client-session',
    session,
    buildid: session,
    dockerfile: 'Dockerfile',
    t: o.tags,
    platform: plan.osArch,
    buildargs: { ...o.proxies, ...plan.buildArgs },
    labels: plan.labels,
    nocache: o.noCache ? 1 : 0,
    pull: o.pull ? 1 : 0,
  };
}
