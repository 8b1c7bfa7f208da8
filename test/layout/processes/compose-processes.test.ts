import { describe, expect, test } from 'vitest';
import { found } from './support.ts';

/** A compose file of services that are built of one folder, each with the lines that it has besides. */
const compose = (services: Readonly<Record<string, readonly string[]>>, build = '.'): string =>
  Object.entries(services)
    .flatMap(([name, lines]) => [`  ${name}:`, `    build: ${build}`, ...lines.map((line) => `    ${line}`)])
    .reduce((text, line) => `${text}${line}\n`, 'services:\n');
const site = { site: ['command: gunicorn shop.wsgi'] };

describe('a compose file', () => {
  test('says what runs besides the server in its image, where nothing else does', () => {
    const text = `x-app: &app
  image: shop:1
services:
  site:
    <<: *app
    command: python manage.py runserver
  bot:
    <<: *app
    command: ["uv", "run", "python", "manage.py", "bot", "--say", "a b"]
  tasks:
    image: shop:1
    command: sh -c "celery -A shop worker
      -l info"
  queue:
    image: shop:1
    command:
      - bash
      - -c
      - exec python queue.py
  other:
    image: redis
    command: redis-server --save ""
  db:
    image: postgres
`;
    const { lines, processes, considered } = found({ 'docker-compose.yml': text });
    expect(lines).toEqual([
      "bot: sh -c exec python manage.py bot --say 'a b'",
      'tasks: sh -c exec celery -A shop worker -l info',
      'queue: sh -c exec python queue.py',
    ]);
    expect(processes[0]).toMatchObject({
      origin: { file: 'docker-compose.yml', line: 9 },
      why: 'a service of the same image',
    });
    expect(considered).toEqual([]);
  });

  test('comes after the Procfile, platforms’ files and the code', () => {
    const texts = { 'compose.yml': compose({ ...site, bot: ['command: python bot.py'] }) };
    const why = (more: Readonly<Record<string, string>>) =>
      found({ ...texts, ...more }, { requires: ['celery'] }).considered.map((each) => each.why);
    expect(why({ Procfile: 'a: python a.py\n' })).toEqual(['the Procfile says what runs']);
    expect(why({ 'fly.toml': '[processes]\na = "python a.py"\n' })).toEqual(['fly.toml says what runs']);
    expect(why({ 'shop/celery.py': 'from celery import Celery\napp = Celery("shop")\n' })).toEqual([
      'shop/celery.py says what runs',
    ]);
  });

  test.each([
    ['bot: python manage.py migrate', expect.stringContaining('each release migrates')],
    ['bot: python manage.py livereload', 'it is a command of development'],
    ['bot: /start-bot', expect.stringContaining('--process')],
    ['bot: ./bot.sh', expect.stringContaining('--process')],
    ['bot: cd bots && python bot.py', expect.stringContaining('--process')],
  ])('passes over what is no process, or may be of its image alone: %s', (line, why) => {
    const [name = '', command = ''] = line.split(/: (.*)/);
    const { lines, considered } = found({ 'compose.yml': compose({ ...site, [name]: [`command: ${command}`] }) });
    expect(lines).toEqual([]);
    expect(considered).toMatchObject([{ value: line, why }]);
  });

  test.each([
    ['an image of its own', { bot: ['command: python bot.py', 'image: other'] }],
    ['for developers, by its name', { 'bot-dev': ['command: python bot.py'] }],
    ['for those who ask for it', { bot: ['command: python bot.py', 'profiles: [tools]'] }],
    ['a page for people', { flower: ['command: celery -A shop flower'] }],
    ['another server', { live: ['command: daphne shop.asgi:application'] }],
    ['a shell to work in', { python: ['command: sh', 'tty: true'] }],
    ['a container to work in', { python: ['command: sleep infinity'] }],
    ['no command', { bot: [] }],
  ])('says nothing of a service that is none of the app’s: %s', (what, services) => {
    const text = compose({ ...site, ...services });
    const own =
      what === 'an image of its own' ? text.replace('build: .\n    command: python', 'command: python') : text;
    expect(found({ 'compose.yml': own })).toMatchObject({ lines: [], considered: [] });
  });

  test('of another folder’s project, or for development, says nothing', () => {
    const services = { ...site, bot: ['command: python bot.py'] };
    const run = (file: string, build: string) =>
      found({ [file]: compose(services, build) }, { folder: 'backend/' }).lines;
    expect(run('compose.yml', './backend')).toEqual(['bot: sh -c exec python bot.py']);
    expect(run('compose.yml', './other')).toEqual([]);
    expect(run('compose.dev.yml', './backend')).toEqual([]);
    expect(run('deploy/compose.yml', '../backend')).toEqual([]);
  });

  test('for production comes before the plain one, the nearer before that above', () => {
    const bot = (name: string) => compose({ ...site, [name]: ['command: python bot.py'] });
    const texts = { 'compose.yml': bot('plain'), 'compose.other.yml': bot('other') };
    expect(found(texts).lines).toEqual(['plain: sh -c exec python bot.py']);
    expect(found({ ...texts, 'docker-compose.prod.yaml': bot('live') }).lines).toEqual([
      'live: sh -c exec python bot.py',
    ]);
    const nested = { ...texts, 'backend/compose.yml': bot('near') };
    expect(found(nested, { folder: 'backend/' }).lines).toEqual(['near: sh -c exec python bot.py']);
  });
});
