import { randomBytes } from 'node:crypto';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltImage } from '../../src/values/image.ts';
import { Browser } from '../support/browser.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { runOnce } from '../support/run-once.ts';
import { sourceFolder, uvWorkspace } from '../support/shapes.ts';

const SECRET_KEY = randomBytes(32).toString('hex');
const sites: StartedTestContainer[] = [];

afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
  await removeFixtureImages();
});

async function serve(image: BuiltImage, env: Record<string, string>): Promise<StartedTestContainer> {
  const site = await new GenericContainer(image.reference)
    .withEnvironment({ SECRET_KEY, ...env })
    .withExposedPorts(8000)
    .withWaitStrategy(Wait.forHttp('/-/health', 8000).forStatusCode(200))
    .withStartupTimeout(60_000)
    .start();
  sites.push(site);
  return site;
}
const browse = (site: StartedTestContainer): Browser => new Browser(`http://localhost:${site.getMappedPort(8000)}`);

describe('a workspace of uv, no wsgi.py, variables that the settings demand', () => {
  let image: BuiltImage;
  let site: StartedTestContainer;
  beforeAll(async () => {
    image = await imageOf(uvWorkspace(), 'workspace');
    site = await serve(image, { API_PORT: '4711' });
  });

  it("serves by Django's own factory what imports another member", async () => {
    expect(await browse(site).text('/')).toContain('greetings from the workspace 4711');
  });

  it('takes the branch of production, and installs what this member needs alone', async () => {
    expect(await browse(site).text('/')).toContain("['django.contrib.staticfiles']");
    expect(Object.keys(image.facts.packages).map((name) => name.toLowerCase())).not.toContain('django-debug-toolbar');
  });

  it('names the variables, and keeps nothing of what the build lent for them', async () => {
    expect(image.facts.requiredVariables).toEqual(['API_PORT', 'SECRET_KEY']);
    const command = ['sh', '-c', 'grep -rIl -w -e placeholder /project /simple-deploy /etc; env'];
    const { stdout } = await runOnce(image.reference, { command });
    expect(stdout).not.toMatch(/placeholder|API_PORT|SECRET_KEY|LENT|BUILDING|^\//m);
    const { code, stderr } = await runOnce(image.reference, { env: { SECRET_KEY } });
    expect(code).toBe(1);
    expect(stderr.trim().split('\n').at(-3)).toMatch(/environment does not have: API_PORT$/);
  });

  it('logs requests, but no questions about health', async () => {
    for (let asked = 0; asked < 3; asked++) await browse(site).text('/-/health');
    await browse(site).text('/nosuch');
    const log = await logOf(site);
    const line = log.split('\n').find((each) => each.includes('"path": "/nosuch"')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', path: '/nosuch', status: 404 });
    expect(log).not.toContain('/-/health');
  });
});

describe('a project that its requirements install from src, with classes of settings', () => {
  let image: BuiltImage;
  let site: StartedTestContainer;
  beforeAll(async () => {
    image = await imageOf(sourceFolder(), 'source-folder');
    site = await serve(image, {});
  });

  it('runs with the class for production, in the server and in manage.py', async () => {
    expect(await browse(site).text('/')).toContain('<p>production</p>');
    const command = ['python', 'manage.py', 'shell', '-c', 'from django.conf import settings as s; print(s.NAME)'];
    const { stdout } = await runOnce(image.reference, { command, env: { SECRET_KEY } });
    expect(stdout.trim().split('\n').at(-1)).toBe('production');
  });

  it('serves static files under the names that hold their hash', async () => {
    const [, link = ''] = /href='(.*?)'/.exec(await browse(site).text('/')) ?? [];
    expect(link).toMatch(/^\/assets\/shop\/a\.[0-9a-f]{12}\.css$/);
    const file = await browse(site).get(link);
    expect([file.status, await file.text()]).toEqual([200, 'p { color: red }']);
    expect(file.headers.get('cache-control')).toMatch(/immutable/);
  });

  it('asks for the variables that the classes demand', () => {
    expect(image.facts.requiredVariables).toEqual(['SECRET_KEY']);
  });
});

async function logOf(site: StartedTestContainer): Promise<string> {
  const lines: string[] = [];
  const stream = await site.logs();
  stream.on('data', (line: Buffer | string) => lines.push(String(line)));
  for (let tries = 0; tries < 100 && !lines.join('').includes('"path": "/nosuch"'); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stream.destroy();
  return lines.join('');
}
