import { UserError } from '../problems.ts';
import { saysSecret } from '../secret-names.ts';

/** Of these the engine keeps no trace (Dockerfile reference, "Predefined ARGs"). */
const PREDEFINED = /^(https?|ftp|no|all)_proxy$/i;
const URL_WITH_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i;

/**
 * Refuses build arguments that look like secrets: their values stand in the history of the image and in the cache.
 * Throws `option-secret`.
 */
export function refuseSecrets(buildArgs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(buildArgs)) {
    if (PREDEFINED.test(name)) continue;
    const why = saysSecret(name) ? 'name' : URL_WITH_PASSWORD.test(value) ? 'value' : undefined;
    if (why !== undefined) throw new UserError({ code: 'option-secret', option: '--build-arg', name, why });
  }
  return buildArgs;
}
