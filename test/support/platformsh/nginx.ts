import { join } from 'node:path';
import type { Section } from './configuration.ts';

/** Where the web server of a container listens for the router. */
export const frontPort = 8080;

export interface Upstream {
  readonly family: 'tcp' | 'unix';
  readonly variables: Readonly<Record<string, string>>;
}

/** Where the application itself listens. */
export function upstreamOf(web: Section): Upstream {
  const { socket_family: family = 'tcp' } = (web['upstream'] ?? {}) as { socket_family?: 'tcp' | 'unix' };
  return { family, variables: family === 'unix' ? { SOCKET: '/run/app.sock' } : { PORT: '8888' } };
}

interface Location {
  readonly root?: string | null;
  readonly passthru?: boolean | string;
  readonly expires?: string | number;
  readonly allow?: boolean;
  readonly index?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** By a regular expression for the path. */
  readonly rules?: Readonly<Record<string, Omit<Location, 'rules'>>>;
}

/** The configuration of the web server that stands before the application, from `web.locations`. */
export function nginxConfiguration(web: Section): string {
  const locations = (web['locations'] ?? { '/': { passthru: true } }) as Readonly<Record<string, Location>>;
  const { family } = upstreamOf(web);
  const onward = family === 'unix' ? 'http://unix:/run/app.sock:' : 'http://127.0.0.1:8888';
  return `worker_processes 1;
user web;
pid /run/nginx.pid;
error_log /var/log/error.log;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  client_max_body_size 250m;
  client_body_temp_path /tmp/body; proxy_temp_path /tmp/proxy; fastcgi_temp_path /tmp/f; uwsgi_temp_path /tmp/u; scgi_temp_path /tmp/s;
  access_log /var/log/access.log;
  server {
    listen ${frontPort};
    location @app {
      proxy_pass ${onward};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
    }
${Object.entries(locations).map(location).join('\n')}
  }
}
`;
}

function location([path, { rules = {}, ...settings }]: [string, Location]): string {
  const start = path === '/' ? '/' : `${path.replace(/\/$/, '')}/`;
  const { root, passthru = false } = settings;
  if (root === undefined || root === null)
    return `    location ${start} { ${passthru === false ? 'return 404;' : 'try_files /-/nothing @app;'} }`;
  const inside = Object.entries(rules).map(
    ([pattern, rule]) => `      location ~ "${pattern}" { ${lines({ ...settings, ...rule }).join(' ')} }`,
  );
  const alias = `alias ${join('/app', root)}/;`;
  return [
    `    location ${start} {`,
    `      ${alias} ${lines(settings).join(' ')}`,
    ...rewritten(inside, start, root),
    '    }',
  ].join('\n');
}

/** In a location by a pattern an alias is of the whole path: the root is given by what stands before. */
function rewritten(inside: readonly string[], start: string, root: string): readonly string[] {
  return inside.map((line) => line.replace('{ ', `{ root /; rewrite ^${start}(.*)$ ${join('/app', root)}/$1 break; `));
}

function lines({
  passthru = false,
  expires,
  allow = true,
  index,
  headers = {},
}: Omit<Location, 'rules'>): readonly string[] {
  return [
    ...(allow ? [] : ['return 403;']),
    ...(index ? [`index ${index.join(' ')};`] : []),
    ...(expires !== undefined && expires !== -1 && expires !== '-1' ? [`expires ${expires};`] : []),
    ...Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}";`),
    ...(passthru === false ? [] : ['error_page 403 404 405 = @app;']),
  ];
}
