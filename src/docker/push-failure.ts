import type { EngineProblem } from '../problems/engine.ts';
import type { Problem } from '../problems.ts';
import { registryOf } from '../values/reference.ts';

/**
 * The problem behind a push that failed. The engine gives a sentence and no code; what it starts with is the code of
 * the registry's answer (OCI distribution specification, error codes), and the network's failures are Go's.
 */
export function pushFailure(reason: string, reference: string, username?: string): EngineProblem {
  const registry = registryOf(reference);
  const about = { registry, reference, reason };
  if (
    /^(unauthorized|authentication required)|no basic auth credentials|401 Unauthorized|insufficient_scope/i.test(
      reason,
    )
  ) {
    return { code: 'registry-unauthorized', ...about, ...(username !== undefined && { username }) };
  }
  if (
    /^(denied|name unknown|name invalid|repository name not known)|403 Forbidden|404 Not Found|access.*denied/i.test(
      reason,
    )
  ) {
    return { code: 'registry-denied', ...about };
  }
  if (
    /dial tcp|lookup |i\/o timeout|connection refused|no such host|x509:|tls:|HTTP response to HTTPS|HTTP request to an HTTPS|EOF|deadline exceeded|Client\.Timeout/.test(
      reason,
    )
  ) {
    return { code: 'registry-unreachable', ...about };
  }
  return { code: 'registry-refused', ...about };
}

/** Whether an engine did not even come to a registry: its network, its proxy or its certificates stand in the way. */
export function isOutOfReach(problem: Problem): problem is Extract<Problem, { readonly code: 'registry-unreachable' }> {
  return (
    problem.code === 'registry-unreachable' &&
    /dial tcp|lookup |no such host|x509:|tls:|proxyconnect|HTTP response to HTTPS|HTTP request to an HTTPS|awaiting headers/.test(
      problem.reason,
    )
  );
}
