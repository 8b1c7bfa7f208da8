import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import type { GitHost } from './git-host.ts';
import type { Flavour } from './ground.ts';
import { programFolder } from './upsun.ts';

interface Places {
  readonly flavour: Flavour;
  readonly folder: string;
  readonly api: string;
  readonly apiToken: string;
  readonly host: GitHost;
}

/**
 * The environment in which the platform's real program, and with it simple-deploy, has this platform for the real one. The
 * older name is the same binary with a configuration of its own: other prefix of variables, other files.
 */
export function environmentFor({ flavour, folder, api, apiToken, host }: Places): Readonly<Record<string, string>> {
  const home = join(folder, 'home');
  mkdirSync(home);
  const prefix = flavour === 'upsun' ? 'UPSUN_CLI_' : 'PLATFORMSH_CLI_';
  const settings = {
    TOKEN: apiToken,
    API_URL: api,
    API_BASE_URL: api,
    AUTH_URL: api,
    API_AUTH_URL: api,
    OAUTH2_TOKEN_URL: `${api}/oauth2/token`,
    OAUTH2_AUTH_URL: `${api}/oauth2/authorize`,
    OAUTH2_REVOKE_URL: `${api}/oauth2/revoke`,
    CERTIFIER_URL: api,
    SSH_OPTIONS: host.sshOptions.join('\n'),
    SSH_HOST_KEYS: host.knownHost,
    SSH_WRITE_USER_CONFIG: '0',
    UPDATES_CHECK: '0',
    API_DISABLE_CREDENTIAL_HELPERS: '1',
  };
  const names = Object.entries(settings).map(([key, value]) => [`${prefix}${key}`, value]);
  const swapped = flavour === 'upsun' ? {} : { CLI_CONFIG_FILE: olderName(folder) };
  return {
    ...(Object.fromEntries(names) as Record<string, string>),
    ...swapped,
    HOME: home,
    PATH: [programFolder(folder, flavour), process.env['PATH']].join(delimiter),
  };
}

/** What the older name's own package is built with (upsun/cli: internal/config/platformsh-cli.yaml), in short. */
export function olderName(folder: string): string {
  const file = join(folder, 'platformsh-cli.yaml');
  const configuration = {
    wrapper: { homebrew_tap: 'upsun/tap/platformsh-cli', github_repo: 'upsun/cli' },
    application: {
      name: 'Upsun CLI (Platform.sh compatibility)',
      slug: 'platformsh-cli',
      executable: 'platform',
      env_prefix: 'PLATFORMSH_CLI_',
      user_config_dir: '.platformsh',
      disabled_commands: ['self:install', 'self:update'],
    },
    service: {
      name: 'Upsun (formerly Platform.sh)',
      env_prefix: 'PLATFORM_',
      project_config_dir: '.platform',
      app_config_file: '.platform.app.yaml',
      project_config_flavor: 'platform',
      console_url: 'https://console.upsun.com',
      docs_url: 'https://docs.upsun.com',
    },
    api: {
      base_url: 'https://api.upsun.com',
      auth_url: 'https://auth.upsun.com',
      oauth2_client_id: 'platform-cli',
      organization_types: ['flexible', 'fixed'],
      default_organization_type: 'flexible',
      organizations: true,
      user_verification: true,
      metrics: true,
      teams: true,
      vendor_filter: 'upsun',
    },
    ssh: { domain_wildcards: ['*.platform.sh'] },
    detection: {
      git_remote_name: 'platform',
      git_domain: 'platform.sh',
      site_domains: ['platform.sh', 'platformsh.site', 'upsunapp.com', 'upsun.app'],
      cluster_header: 'X-Platform-Cluster',
    },
  };
  writeFileSync(file, stringify(configuration));
  return file;
}
