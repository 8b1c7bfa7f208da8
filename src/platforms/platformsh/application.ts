import { setsPostgis } from '../../build-plan/sets-postgis.ts';
import type { Layout } from '../../values/layout.ts';
import { suppliedText } from '../../values/supplied-variables.ts';
import { crons, workers } from './beside.ts';
import { inSite, shellWords, siteOf, type Table } from './lines.ts';
import { marks } from './marks.ts';
import { APPLICATION, DATA, FOLDER, type Flavour, HOME, PROJECT } from './names.ts';
import type { Services } from './services.ts';

/** What the configuration of the application follows from. */
export interface Wanted {
  readonly layout: Layout;
  readonly services: Services;
  /** URL below which static files are served, with a slash at both ends; undefined: Django serves them, or nobody does. */
  readonly staticUrl: string | undefined;
  /** Argv of the server. */
  readonly server: readonly string[];
  /** Argv of the release step; undefined: there is nothing to do. */
  readonly release: readonly string[] | undefined;
  /** Lines of the overlay that are switched off. */
  readonly skip: readonly string[];
}

/** The application as both flavours have it: the values of `.platform.app.yaml`, but for its name. Pure. */
export function application(wanted: Wanted, { hasSizes, mount }: Flavour): Table {
  const { layout, services } = wanted;
  const [source, path] = mount.split(':');
  const beside = layout.processes.map(({ value }) => value).filter(({ name }) => name !== 'web');
  return {
    type: `python:${layout.python.value.version}`,
    ...(hasSizes && { disk: 1024 }),
    ...(hasSizes && { build: { flavor: 'none' } }),
    variables: { env: environment(wanted) },
    ...(Object.keys(services.relationships).length > 0 && { relationships: services.relationships }),
    mounts: { [DATA]: { source, source_path: path } },
    hooks: { build: buildHook, deploy: deployHook(wanted) },
    web: {
      upstream: { socket_family: 'tcp' },
      commands: { start: inSite(layout, wanted.server) },
      locations: locations(wanted),
    },
    ...workers(beside, layout, { hasSizes }),
    ...crons(beside, layout),
  };
}

/** Plain values of every process; what is only known where it runs is in .environment. */
function environment({ layout, services, skip }: Wanted): Readonly<Record<string, string>> {
  const supplied = suppliedText(layout.supplied);
  return {
    DJANGO_SETTINGS_MODULE: layout.productionSettingsModule.value,
    ...(layout.configuration && { DJANGO_CONFIGURATION: layout.configuration.value }),
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    SIMPLE_DEPLOY_PLATFORM: 'platformsh',
    SIMPLE_DEPLOY_SCHEME: 'https',
    SIMPLE_DEPLOY_PROJECT: PROJECT,
    SIMPLE_DEPLOY_HOME: HOME,
    SIMPLE_DEPLOY_DATA_DIR: `${PROJECT}/${DATA}`,
    ...(services.redisNames.length > 0 && { SIMPLE_DEPLOY_REDIS: services.redisNames.join(' ') }),
    ...(supplied !== '' && { SIMPLE_DEPLOY_SUPPLIED: supplied }),
    ...(skip.length > 0 && { SIMPLE_DEPLOY_SKIP: skip.join(',') }),
    ...(setsPostgis(layout) && { SIMPLE_DEPLOY_POSTGIS: '1' }),
  };
}

const buildHook = `set -e\npython3 ${FOLDER}/build/hook.py\n`;

/** Its last line says what it came to: whoever pushes reads that in the activity's log. */
function deployHook({ layout, release }: Wanted): string {
  const lines = [
    'set -e',
    `trap 'code=$?; if [ $code = 0 ]; then echo "${marks.done}"; else echo "${marks.failed} $code"; fi' EXIT`,
    '. ./.environment',
    ...(release === undefined ? [] : [`cd ${siteOf(layout)}`, shellWords(release)]),
  ];
  return `${lines.join('\n')}\n`;
}

function locations({ staticUrl }: Wanted): Table {
  const dynamic = { '/': { passthru: true } };
  if (staticUrl === undefined) return dynamic;
  const location = {
    root: `${FOLDER}/static`,
    expires: '1h',
    // What is not there is Django's to answer.
    passthru: true,
    scripts: false,
    allow: true,
    // Django's manifest storage puts a hash of the content into the name.
    rules: { [String.raw`\.[0-9a-f]{12}\.[^/]+$`]: { expires: '1y' } },
  };
  return { [staticUrl.replace(/\/$/, '')]: location, ...dynamic };
}

/** The route that leads to the application, and the one that sends www there. */
export const routes: Table = {
  'https://{default}/': { type: 'upstream', upstream: `${APPLICATION}:http` },
};
