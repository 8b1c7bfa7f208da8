import { serverCommand } from '../server/server-command.ts';
import { at, entriesAt, itemsAt, textAt, textSaid, type Said } from './said.ts';

/**
 * What a command of a platform's file is for: to serve the site, to work beside it, at times, once beside a deployment, in each
 * release before it is reached, when an app is made, while it is built.
 */
export type Does = 'serve' | 'work' | 'clock' | 'job' | 'release' | 'first' | 'build';

/** A command that a platform's file lists. */
export interface Listed {
  readonly does: Does;
  readonly name: string;
  readonly command: Said;
  /** The folder that it runs in, from that of the file. */
  readonly folder?: string | undefined;
  /** What it runs on, where the file says it. */
  readonly runtime?: string | undefined;
  readonly schedule?: string | undefined;
}

/** How a platform's file is called, and what it lists. */
export interface Manner {
  readonly file: RegExp;
  readonly lists: (top: Said) => readonly Listed[];
}

/** devcenter.heroku.com/articles/build-docker-images-heroku-yml */
const heroku: Manner = {
  file: /(^|\/)heroku\.ya?ml$/,
  lists: (top) => [
    ...entriesAt(top, 'run').flatMap(([name, said]) => listed(name === 'web' ? 'serve' : 'work', name, joined(said))),
    ...texts(at(top, 'release')).flatMap((command) => listed('release', 'release', command)),
  ],
};

/** fly.io/docs/reference/configuration */
const fly: Manner = {
  file: /(^|\/)fly\.toml$/,
  lists: (top) => [
    ...entriesAt(top, 'processes').flatMap(([name, command]) => {
      const serves = /^(app|web|server|django)$/.test(name) || serverCommand(command.text ?? '') !== undefined;
      return listed(serves ? 'serve' : 'work', name, command);
    }),
    ...listed('release', 'release_command', at(top, 'deploy', 'release_command')),
  ],
};

/** render.com/docs/blueprint-spec */
const render: Manner = {
  file: /(^|\/)render\.ya?ml$/,
  lists: (top) => {
    const environments = itemsAt(top, 'projects').flatMap((project) => itemsAt(project, 'environments'));
    return [top, ...environments].flatMap((each) => itemsAt(each, 'services')).flatMap(ofRender);
  },
};

function ofRender(service: Said): readonly Listed[] {
  const type = textAt(service, 'type') ?? 'web';
  const does = type === 'worker' ? 'work' : type === 'cron' ? 'clock' : 'serve';
  const about = {
    folder: textAt(service, 'rootDir'),
    runtime: textAt(service, 'runtime') ?? textAt(service, 'env'),
    schedule: textAt(service, 'schedule'),
  };
  const command = at(service, 'startCommand') ?? at(service, 'dockerCommand');
  return [
    ...listed(does, textAt(service, 'name') ?? type, command),
    ...listed('release', 'preDeployCommand', at(service, 'preDeployCommand')),
    ...listed('first', 'initialDeployHook', at(service, 'initialDeployHook')),
    ...listed('build', 'buildCommand', at(service, 'buildCommand')),
  ].map((each) => ({ ...each, ...about }));
}

/** docs.railway.com/config-as-code, railpack.com/config/file */
const railway: Manner = {
  file: /(^|\/)(railway\.(toml|json)|railpack\.json)$/,
  lists: (top) => {
    const live = entriesAt(top, 'environments').flatMap(([name, said]) =>
      /^(prod|live|main)/.test(name) ? [said] : [],
    );
    return [...live, top].flatMap((each): readonly Listed[] => {
      const deploy = at(each, 'deploy');
      const schedule = textAt(deploy, 'cronSchedule');
      return [
        ...listed(schedule === undefined ? 'serve' : 'clock', 'start', at(deploy, 'startCommand')).map((start) => ({
          ...start,
          schedule,
        })),
        ...texts(at(deploy, 'preDeployCommand')).flatMap((line) => listed('release', 'preDeployCommand', line)),
        ...listed('build', 'buildCommand', at(each, 'build', 'buildCommand')),
      ];
    });
  },
};

/** nixpacks.com/docs/configuration/file */
const nixpacks: Manner = {
  file: /(^|\/)nixpacks\.toml$/,
  lists: (top) => [
    ...listed('serve', 'start', at(top, 'start', 'cmd')),
    ...texts(at(top, 'phases', 'build', 'cmds')).flatMap((line) => listed('build', 'build', line)),
  ],
};

/** docs.digitalocean.com/products/app-platform/reference/app-spec; cloud.google.com/appengine/docs/standard/reference/app-yaml */
const appSpec: Manner = {
  file: /(^|\/)(app|app-spec)\.ya?ml$|(^|\/)\.do\/deploy\.template\.ya?ml$/,
  lists: (top) => {
    const spec = at(top, 'spec') ?? top;
    const of = (section: string, doing: (service: Said) => Does): readonly Listed[] =>
      itemsAt(spec, section).flatMap((service) => {
        const about = { folder: textAt(service, 'source_dir'), runtime: textAt(service, 'environment_slug') };
        const name = textAt(service, 'name') ?? section.replace(/s$/, '');
        return [
          ...listed(doing(service), name, at(service, 'run_command')),
          ...listed('build', 'build_command', at(service, 'build_command')),
        ].map((each) => ({ ...each, ...about }));
      });
    return [
      ...of('services', () => 'serve'),
      ...of('workers', () => 'work'),
      ...of('jobs', (job) => (textAt(job, 'kind') === 'PRE_DEPLOY' ? 'release' : 'job')),
      ...listed('serve', 'entrypoint', at(top, 'entrypoint')),
    ];
  },
};

/** docs.upsun.com/create-apps/app-reference */
const applications: Manner = {
  file: /(^|\/)(\.platform\.app\.ya?ml|\.platform\/applications\.ya?ml|\.upsun\/[^/]+\.ya?ml)$/,
  lists: (top) => {
    const apps = [
      ...entriesAt(top, 'applications').map(([, app]) => app),
      ...itemsAt(top, 'applications'),
      ...top.items,
    ];
    return [...apps, ...(at(top, 'applications') === undefined ? [top] : [])].flatMap(ofApplication);
  },
};

function ofApplication(app: Said): readonly Listed[] {
  const about = {
    folder: textAt(app, 'source', 'root')?.replace(/^\//, ''),
    runtime: textAt(app, 'type')?.replace(/:.*/, ''),
  };
  return [
    ...listed('serve', 'web', at(app, 'web', 'commands', 'start')),
    ...entriesAt(app, 'workers').flatMap(([name, worker]) => listed('work', name, at(worker, 'commands', 'start'))),
    ...entriesAt(app, 'crons').flatMap(([name, cron]) =>
      listed('clock', name, at(cron, 'commands', 'start') ?? at(cron, 'cmd')).map((each) => ({
        ...each,
        schedule: textAt(cron, 'spec'),
      })),
    ),
    ...listed('release', 'deploy', at(app, 'hooks', 'deploy')),
    ...listed('release', 'post_deploy', at(app, 'hooks', 'post_deploy')),
    ...listed('build', 'build', at(app, 'hooks', 'build')),
  ].map((each) => ({ ...each, ...about }));
}

/** devcenter.heroku.com/articles/app-json-schema, dokku.com/docs/appendices/file-formats/app-json */
const appJson: Manner = {
  file: /^([^/]+\/)?app\.json$/,
  lists: (top) => [
    ...listed('release', 'predeploy', at(top, 'scripts', 'dokku', 'predeploy') ?? at(top, 'scripts', 'predeploy')),
    ...listed('release', 'postdeploy', at(top, 'scripts', 'dokku', 'postdeploy')),
    ...listed('first', 'postdeploy', at(top, 'scripts', 'postdeploy')),
    ...itemsAt(top, 'cron').flatMap((cron) =>
      listed('clock', 'cron', at(cron, 'command')).map((each) => ({ ...each, schedule: textAt(cron, 'schedule') })),
    ),
  ],
};

/** In the order in which they are asked, where one folder has several. */
export const manners: readonly Manner[] = [heroku, fly, render, railway, nixpacks, appSpec, applications, appJson];

/** A command that says something, and waits for no value of a template. */
function listed(does: Does, name: string, command: Said | undefined): readonly Listed[] {
  const text = command?.text ?? '';
  return command === undefined || text.trim() === '' || text.includes('{{') ? [] : [{ does, name, command }];
}

/** A command, or each of several, with the key `command` around them or without. */
function texts(said: Said | undefined): readonly Said[] {
  if (said === undefined) return [];
  return said.text === undefined ? [...said.items, ...texts(at(said, 'command'))] : [said];
}

/** The words of one command. */
function joined(said: Said): Said | undefined {
  const [first, ...more] = texts(said);
  if (first === undefined || more.length === 0) return first;
  return textSaid(first.line, [first, ...more].map(({ text = '' }) => text).join(' '));
}
