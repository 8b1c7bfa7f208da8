import type { PushRequest } from '../../src/platforms/types.ts';
import type { PushStory } from '../../src/summary/push.ts';
import type { BuiltImage, ImageFacts } from '../../src/values/image.ts';
import { layoutOf } from '../support/layouts.ts';

const settingsPlace = { file: 'shop/shop/settings/production.py', line: 12 };
/** A nested project with settings of its own for production. */
export const layout = layoutOf({
  root: '/home/ada/shop',
  slug: 'shop',
  managePy: { value: 'site/manage.py', origin: { file: 'site/manage.py' } },
  projectDir: { value: 'site', origin: { file: 'site/manage.py' } },
  settingsModule: { value: 'shop.settings.local', origin: { file: 'site/manage.py', line: 9 } },
  productionSettingsModule: { value: 'shop.settings.production', origin: settingsPlace },
  application: { value: { interface: 'wsgi', module: 'shop.wsgi', callable: 'application' }, origin: settingsPlace },
  python: { value: { version: '3.13' }, origin: { file: '.python-version', line: 1 } },
  database: { value: 'postgres', origin: settingsPlace },
} as never);

/** What is in its image. */
export const facts = (more: Partial<ImageFacts> = {}): ImageFacts => ({
  schemaVersion: 1,
  python: '3.13.1',
  django: '5.2.8',
  server: { name: 'gunicorn', version: '23.0.0' },
  settingsModule: 'shop.settings.production',
  databases: ['postgres'],
  database: 'postgres',
  requiredVariables: ['SECRET_KEY'],
  media: true,
  overlay: [
    { line: 'database-url', sets: ['DATABASES'], on: 'DATABASE_URL' },
    { line: 'secret-key', sets: ['SECRET_KEY'] },
    { line: 'debug', sets: ['DEBUG'] },
    { line: 'hosts', sets: ['ALLOWED_HOSTS'] },
    { line: 'static-root', sets: ['STATIC_ROOT'] },
    { line: 'whitenoise', sets: ['MIDDLEWARE'] },
    {
      line: 'https',
      sets: ['SECURE_PROXY_SSL_HEADER', 'SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'SECURE_SSL_REDIRECT'],
      on: 'https',
    },
    { line: 'plain-http', sets: ['SESSION_COOKIE_SECURE'], on: 'http' },
  ],
  deployChecks: [
    { id: 'security.W004', message: 'You have not set a value for the SECURE_HSTS_SECONDS setting.' },
    { id: 'security.W022', message: 'You have not set the SECURE_REFERRER_POLICY setting.' },
  ],
  packages: { gunicorn: '23.0.0', whitenoise: '6.9.0', django: '5.2.8', psycopg: '3.2.3' },
  ...more,
});

const deployed = {
  schemaVersion: 1,
  at: '2026-11-29T08:00:00.000Z',
  reference: 'simple-deploy/blog:0',
  python: '3.13.1',
} as const;
/** The project changed since the last time: a file, and a package. */
export const since: PushStory['since'] = {
  before: {
    ...deployed,
    sizes: { packages: 31_000_000 },
    files: { 'site/shop/views.py': '1' },
    packages: { django: '5.2.7' },
  },
  now: { ...deployed, sizes: {}, files: { 'site/shop/views.py': '2' }, packages: { django: '5.2.8' } },
};

const part = (name: BuiltImage['layers'][number]['part'], size: number) => ({
  diffId: `sha256:${name}`,
  part: name,
  size,
});

/** The image as the engine has it after a build. */
export function built(image: PushRequest['image']) {
  const layers = [
    part('base', 131_200_000),
    part('libraries', 4_100_000),
    part('packages', 33_800_000),
    part('overlay', 90_000),
    part('static', 1_400_000),
    part('app', 44_000),
  ];
  return { size: 170_634_000, createdAt: '', repoDigests: [], id: 'x', facts: facts(), layers, ...image };
}
