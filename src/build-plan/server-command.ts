import { posix } from 'node:path';
import { PROJECT_IN_IMAGE } from '../values/image-paths.ts';
import type { Layout } from '../values/layout.ts';

/** Where things stand in the container. */
export interface Places {
  readonly project: string;
  /** Of what we add to it. */
  readonly home: string;
}

const inImage: Places = { project: PROJECT_IN_IMAGE, home: '/simple-deploy' };
/** The application that servers of ASGI are given; see templates/overlay. */
const SERVED = 'simple_deploy.served_asgi:application';

/** `module:callable`, as servers take it. */
export function applicationOf(layout: Layout): string {
  const { module, callable } = layout.application.value;
  return `${module}:${callable}`;
}

/** The image's own command: the process type `web` of the person, else the server. Pure. */
export function serverCommand(layout: Layout, { project, home }: Places = inImage): readonly string[] {
  const own = layout.processes.find(({ value }) => value.name === 'web');
  if (own !== undefined) return own.value.command;
  const { server, serving, application } = layout;
  const { arguments: kept, file } = serving;
  const name = applicationOf(layout);
  const isAsgi = application.value.interface === 'asgi';
  const path = file === undefined ? [] : [posix.join(project, file)];
  if (server.value === 'gunicorn') {
    const variables = [
      ...path.map((at) => `SIMPLE_DEPLOY_GUNICORN_CONF=${at}`),
      ...(isAsgi ? [`SIMPLE_DEPLOY_APPLICATION=${name}`] : []),
    ];
    return [...withVariables(variables), 'gunicorn', '-c', `${home}/gunicorn.conf.py`, ...kept, isAsgi ? SERVED : name];
  }
  const started = server.value === 'granian' && !isAsgi ? 'granian-wsgi' : server.value;
  const variables = path.map((at) => `SIMPLE_DEPLOY_UWSGI_INI=${at}`);
  return [...withVariables(variables), 'python', '-m', 'simple_deploy', 'serve', started, name, ...kept];
}

/** `env` becomes the command that follows: signals reach that one. */
function withVariables(variables: readonly string[]): readonly string[] {
  return variables.length === 0 ? [] : ['env', ...variables];
}
