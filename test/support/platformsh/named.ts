import { type Call, Refused } from './api.ts';
import type { Environment, Project } from './state.ts';

/** The project that a path names first. */
export function projectOf({ platform: { state }, params: [id = ''] }: Call): Project {
  const found = state.projects.get(id);
  if (found === undefined) throw new Refused(404, `no such project: ${id}`);
  return found;
}

/** The environment that it names second. */
export function environmentOf(call: Call): Environment {
  const found = projectOf(call).environments.get(call.params[1] ?? '');
  if (found === undefined) throw new Refused(404, `no such environment: ${call.params[1]}`);
  return found;
}
