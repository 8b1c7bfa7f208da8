import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Dockerode from 'dockerode';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltImage } from '../../src/values/image.ts';
import { Browser } from '../support/browser.ts';
import { buildableFixtures } from '../support/buildable-fixtures.ts';
import { fixtureImage, removeFixtureImages } from '../support/images.ts';
import { askRaw } from '../support/raw-http.ts';
import { runOnce, type RanOnce } from '../support/run-once.ts';

const docker = new Dockerode();
const SECRET_KEY = randomBytes(32).toString('hex');
const password = randomBytes(12).toString('hex');
/** This one has no page of its own, and Postgres: postgres.engine.test.ts uses it. */
const withNotes = buildableFixtures.map(([name]) => name).filter((name) => name !== 'startproject-plain');

afterAll(removeFixtureImages);

/** Starts the image as `docker run` does, with nothing but variables, a port and a volume. */
function serve(image: string, data: string, port = 8000): Promise<StartedTestContainer> {
  return new GenericContainer(image)
    .withEnvironment({ SECRET_KEY, SIMPLE_DEPLOY_HOSTS: 'blog.example', ...(port !== 8000 && { PORT: String(port) }) })
    .withBindMounts([{ source: data, target: '/data' }])
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forHttp('/-/health', port).forStatusCode(200))
    .withStartupTimeout(60_000)
    .start();
}

/** localhost is among the hosts that the image allows by itself; the address that testcontainers finds may be another. */
const origin = (container: StartedTestContainer, port = 8000): string =>
  `http://localhost:${container.getMappedPort(port)}`;

const begun = new Map<string, Promise<BuiltImage>>();

function begin(name: string): Promise<BuiltImage> {
  const image = begun.get(name) ?? fixtureImage(name);
  begun.set(name, image);
  image.catch(() => {}); // who waits for it is told
  return image;
}

/** The image of a fixture. The next one is begun at once: it builds while this one is used. */
function imageInTurn(name: string): Promise<BuiltImage> {
  const [next] = withNotes.slice(withNotes.indexOf(name) + 1);
  return begin(name).finally(() => next !== undefined && void begin(next));
}

describe.each(withNotes)('%s, with plain docker run', (name) => {
  const data = `simple-deploy-test-${randomBytes(6).toString('hex')}`;
  let image: BuiltImage;
  let site: StartedTestContainer;
  let released: RanOnce | undefined;

  beforeAll(async () => {
    image = await imageInTurn(name);
    const env = { SECRET_KEY, DJANGO_SUPERUSER_PASSWORD: password };
    const manage = ['migrate', 'createsuperuser --username=ada --email=ada@example.com']
      .map((task) => `python manage.py ${task} --noinput`)
      .join(' && ');
    released = await runOnce(image.reference, { command: ['sh', '-c', manage], env, data });
    site = await serve(image.reference, data);
  });

  afterAll(async () => {
    await site?.stop();
    await docker.getVolume(data).remove();
  });

  it('migrates and makes a superuser', () => {
    expect(released?.stdout).toContain('Applying notes.0001_initial... OK');
    expect(released?.stdout).toContain('Superuser created');
    expect(released?.code).toBe(0);
  });

  it('has a page, a style sheet, and its name among the hosts', async () => {
    const browser = new Browser(origin(site));
    expect(await browser.text('/')).toContain('No notes yet');
    const style = await browser.get('/static/notes/style.css');
    expect(style.status).toBe(200);
    expect(style.headers.get('last-modified')).toBeNull();
    expect((await browser.get('/static/notes/style.css', { 'If-None-Match': style.headers.get('etag')! })).status).toBe(
      304,
    );
  });

  it('sends a static file as the browser can take it: whole, compressed, in part, or its headers alone', async () => {
    const url = `${origin(site)}/static/admin/css/base.css`;
    const whole = await askRaw(url);
    expect(whole.headers).toMatchObject({ vary: 'Accept-Encoding', 'cache-control': 'max-age=60, public' });
    expect(whole.headers['content-encoding']).toBeUndefined();
    const gzip = await askRaw(url, { 'Accept-Encoding': 'gzip' });
    const brotli = await askRaw(url, { 'Accept-Encoding': 'gzip, deflate, br' });
    expect([gzip.headers['content-encoding'], brotli.headers['content-encoding']]).toEqual(['gzip', 'br']);
    expect(gunzipSync(gzip.body)).toEqual(whole.body);
    expect(brotliDecompressSync(brotli.body)).toEqual(whole.body);
    expect(brotli.body.length).toBeLessThan(gzip.body.length);
    const part = await askRaw(url, { Range: 'bytes=10-19' });
    expect([part.status, part.body]).toEqual([206, whole.body.subarray(10, 20)]);
    const head = await askRaw(url, { 'Accept-Encoding': 'br' }, 'HEAD');
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(brotli.body.length),
    ]);
    const known = { 'If-None-Match': whole.headers.etag ?? '', 'Accept-Encoding': 'br' };
    expect([(await askRaw(url, known)).status, (await askRaw(url, { 'If-None-Match': 'W/"other"' })).status]).toEqual([
      304, 200,
    ]);
  });

  it('shows no error pages of development, and turns strange hosts away', async () => {
    const missing = await new Browser(origin(site)).get('/nosuch');
    expect(missing.status).toBe(404);
    expect(await missing.text()).not.toContain('URLconf');
    const host = async (name: string): Promise<string> => {
      const done = await site.exec(['python', '-c', askAs(name)]);
      return done.output.trim();
    };
    expect(await host('blog.example')).toBe('200');
    expect(await host('evil.example')).toBe('400');
  });

  it('lets a new superuser into the admin', async () => {
    const browser = new Browser(origin(site));
    const login = await browser.post('/admin/login/', { username: 'ada', password, next: '/admin/' });
    expect([login.status, login.headers.get('location')]).toEqual([302, '/admin/']);
    expect((await browser.get('/admin/')).status).toBe(200);
  });

  it('keeps a row and an uploaded file when the container is replaced', async () => {
    const file = new File(['what was uploaded'], 'letter.txt');
    const posted = await new Browser(origin(site)).post('/', { text: 'a note to keep', attachment: file });
    expect(posted.status).toBe(302);
    await site.stop();
    site = await serve(image.reference, data);
    const page = await new Browser(origin(site)).text('/');
    expect(page).toContain('a note to keep');
    const link = /href="([^"]*letter[^"]*)"/.exec(page)?.[1] ?? '';
    expect(await new Browser(origin(site)).text(link)).toBe('what was uploaded');
  });

  it('has manage.py at /app, and runs as somebody without rights', async () => {
    const { stdout, stderr, exitCode } = await site.exec([
      'sh',
      '-c',
      'id -un; pwd -P; cd /app && pwd -P; test -f /app/manage.py && touch /app/x',
    ]);
    const [user, folder, link] = stdout.trim().split('\n');
    expect(user).toBe('app');
    expect(folder).toMatch(/^\/project/);
    expect(link).toBe(folder);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Permission denied')]);
  });

  it('knows what it is made of', () => {
    expect(image.facts).toMatchObject({ schemaVersion: 1, django: '5.2.19', databases: ['sqlite'], media: true });
    expect(image.layers.map(({ part }) => part)).toEqual(
      expect.arrayContaining(['packages', 'overlay', 'static', 'app']),
    );
    expect(Object.keys(image.facts.packages)).not.toContain('django-debug-toolbar');
  });
});

describe('on its own', () => {
  it.each(['nested-same-name', 'asgi'])('%s refuses to start without a SECRET_KEY, and says why', async (name) => {
    const { reference } = await fixtureImage(name);
    const { code, stderr } = await runOnce(reference);
    expect(code).toBe(1);
    expect(stderr).toContain('SECRET_KEY of development');
    expect(stderr).not.toContain('Traceback');
  });

  it.each(['nested-same-name', 'asgi'])('%s listens on $PORT and ends at SIGTERM', async (name) => {
    const { reference } = await fixtureImage(name);
    const data = `simple-deploy-test-${randomBytes(6).toString('hex')}`;
    const site = await serve(reference, data, 9123);
    expect(await new Browser(origin(site, 9123)).text('/-/health')).toBe('ok\n');
    const container = docker.getContainer(site.getId());
    await container.stop({ t: 20 });
    expect((await container.inspect()).State.ExitCode).toBeLessThan(128);
    await site.stop();
    await docker.getVolume(data).remove();
  });

  it('runs as another user, as some platforms do it', async () => {
    const { reference } = await fixtureImage('nested-same-name');
    const command = ['python', 'manage.py', 'migrate', '--noinput'];
    expect(await runOnce(reference, { command, env: { SECRET_KEY }, user: '4711:4711' })).toMatchObject({ code: 0 });
  });
});

/** A program that asks the server for `/` under a host name: fetch does not let us set it. */
function askAs(host: string): string {
  return `import http.client as h
c = h.HTTPConnection('127.0.0.1', 8000)
c.request('GET', '/', headers={'Host': '${host}'})
print(c.getresponse().status)`;
}
