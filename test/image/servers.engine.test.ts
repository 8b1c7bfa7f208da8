import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Dockerode from 'dockerode';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuiltImage } from '../../src/values/image.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const docker = new Dockerode();
const SECRET_KEY = randomBytes(32).toString('hex');

/** A project that its Dockerfile starts with uWSGI, whose file says much about the machine that it was written on. */
function shop(): string {
  const root = temporaryFolder('servers');
  const files = {
    Dockerfile: 'FROM python:3.11\nCMD ["uwsgi", "--ini", "/code/deploy/uwsgi.ini"]\n',
    'deploy/uwsgi.ini':
      '[uwsgi]\nsocket = /run/shop.sock\nchdir = /code\nhome = /opt/env\nuid = www-data\nprocesses = 8\nharakiri = 25\n',
    'requirements.txt': 'Django==5.2.19\npyuwsgi==2.0.30.post1\ngunicorn==27.0.1\n',
    'manage.py': `import os, sys
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
`,
    'shop/__init__.py': '',
    'shop/settings.py': "INSTALLED_APPS = []\nMIDDLEWARE = []\nROOT_URLCONF = 'shop.urls'\n",
    'shop/wsgi.py':
      "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\nfrom django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n",
    'shop/urls.py': `import time
from django.http import HttpResponse
from django.urls import path

def slow(request):
    print('asked', flush=True)
    time.sleep(2)
    return HttpResponse('slow but whole')

urlpatterns = [path('', lambda request: HttpResponse('page')), path('slow', slow)]
`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const sites: StartedTestContainer[] = [];
let image: BuiltImage;
beforeAll(async () => {
  image = await imageOf(shop(), 'servers');
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
  await removeFixtureImages();
});

it('has the server that the project uses, and every library that its packages are linked with', () => {
  expect(image.facts.server.name).toBe('uwsgi');
  expect(image.facts.missingLibraries).toEqual([]);
});

describe.each([
  ['uWSGI', undefined],
  ['gunicorn', ['gunicorn', '-c', '/simple-deploy/gunicorn.conf.py', 'shop.wsgi:application']],
])('%s', (_, command) => {
  let site: StartedTestContainer;
  beforeAll(async () => {
    const container = new GenericContainer(image.reference)
      .withEnvironment({ SECRET_KEY })
      .withExposedPorts(8000)
      .withWaitStrategy(Wait.forHttp('/-/health', 8000).forStatusCode(200))
      .withStartupTimeout(60_000);
    site = await (command === undefined ? container : container.withCommand(command)).start();
    sites.push(site);
  });

  it('answers, and logs a line of JSON with the name of the request', async () => {
    const url = `http://localhost:${site.getMappedPort(8000)}/?token=secret`;
    const response = await fetch(url, { headers: { 'X-Request-ID': 'given-1' } });
    expect([response.status, await response.text(), response.headers.get('x-request-id')]).toEqual([
      200,
      'page',
      'given-1',
    ]);
    const text = await logWith(site, '"path": "/"');
    const line = text.split('\n').find((each) => each.startsWith('{') && each.includes('given-1')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ log: 'access', path: '/', status: 200, bytes: 4, request_id: 'given-1' });
    expect(text).not.toMatch(/secret|\/-\/health/);
  });

  it('answers what is in flight when the container is told to stop', async () => {
    const answer = fetch(`http://localhost:${site.getMappedPort(8000)}/slow`).then((response) => response.text());
    await logWith(site, 'asked');
    const container = docker.getContainer(site.getId());
    await container.stop({ t: 10 });
    expect(await answer).toBe('slow but whole');
    expect((await container.inspect()).State.ExitCode).toBe(0);
  });
});

async function logWith(site: StartedTestContainer, awaited: string): Promise<string> {
  const lines: string[] = [];
  const stream = await site.logs();
  stream.on('data', (line: Buffer | string) => lines.push(String(line)));
  for (let tries = 0; tries < 200 && !lines.join('').includes(awaited); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  stream.destroy();
  return lines.join('');
}
