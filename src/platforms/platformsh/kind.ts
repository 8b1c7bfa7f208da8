import { at, listAt, textAt } from './answers.ts';
import type { Read } from './api.ts';
import type { Flavour } from './names.ts';

/** What a project can be, and with it which files configure it. */
export type Kind = Flavour['kind'];

/** The kind of an organisation, and with it of its projects. */
export function kindIn(organization: unknown): Kind | undefined {
  const type = textAt(organization, 'type');
  return type === 'flexible' || type === 'fixed' ? type : undefined;
}

/** By what the platform's own program goes by (upsun/cli: Api::supportsSizingApi), else by the organisation's kind. */
export async function kindOf(read: Read, project: string, organization: string): Promise<Kind | undefined> {
  const sizing = at(await read(`/projects/${project}/settings`), 'sizing_api_enabled');
  if (typeof sizing === 'boolean') return sizing ? 'flexible' : 'fixed';
  return organization === '' ? undefined : kindIn(await read(`/organizations/${organization}`));
}

/** Integrations by which the platform takes its code from a host of repositories. */
const hosts: Readonly<Record<string, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  bitbucket_server: 'Bitbucket',
};

/** Of who may not see integrations, the address of the repository tells. */
export async function codeSource(read: Read, project: string, gitUrl: string): Promise<string | undefined> {
  const integrations = listAt({ list: await read(`/projects/${project}/integrations`) }, 'list');
  const named = integrations.map((each) => hosts[textAt(each, 'type')]).find((host) => host !== undefined);
  const host = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(gitUrl)?.[1] ?? '';
  return named ?? (/(^|\.)(platform\.sh|upsun\.com)$/.test(host) ? undefined : host);
}
