import type { Fresh, Plan, Platform, RequestOf, Verb } from './types.ts';

/** What a platform does for each verb. */
type Planners<Now> = { readonly [V in Verb]: (now: Now, request: RequestOf<V>, fresh: Fresh) => Plan };

/** A platform's `plan`, made of one function for each verb. */
export function byVerb<Now>(planners: Planners<Now>): Platform<Now>['plan'] {
  // The types know each verb with its request, and not that the two here belong together.
  return (now, request, fresh) => planners[request.verb](now, request as never, fresh);
}
