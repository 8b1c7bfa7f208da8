import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import type { BuildEvent } from '../../src/values/build-event.ts';
import { imageOf, removeFixtureImages } from '../support/images.ts';
import { askRaw } from '../support/raw-http.ts';
import { runOnce } from '../support/run-once.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));

afterAll(removeFixtureImages);

function copyOf(name: string): string {
  const folder = temporaryFolder(name);
  cpSync(`${fixtures}${name}`, folder, { recursive: true });
  return folder;
}

/** Steps of the build that ran, and were not taken from the cache. */
async function build(folder: string, slug: string, buildArgs: Readonly<Record<string, string>> = {}) {
  const ran: string[] = [];
  const image = await imageOf(folder, slug, {
    buildArgs,
    onEvent: (event) => {
      if (event.kind === 'step-completed' && !event.cached) ran.push(event.name);
    },
  });
  return { image, ran };
}

const ranScripts = (ran: readonly string[]): readonly string[] =>
  ran.flatMap((name) => /\/build\/(\w+)\.py/.exec(name)?.[1] ?? []).toSorted();

function serve(image: string): Promise<StartedTestContainer> {
  return new GenericContainer(image)
    .withEnvironment({ SECRET_KEY: 'x'.repeat(50) })
    .withExposedPorts(8000)
    .withWaitStrategy(Wait.forHttp('/-/health', 8000).forStatusCode(200))
    .withStartupTimeout(60_000)
    .start();
}

/** The page, and the first file of that kind which it refers to. */
async function pageAndFile(site: StartedTestContainer, kind: RegExp) {
  const origin = `http://localhost:${site.getMappedPort(8000)}`;
  const page = await askRaw(`${origin}/`);
  const path = kind.exec(page.body.toString())?.[1] ?? '';
  return { status: page.status, path, url: origin + path };
}

const forGood = /max-age=\d{8,}, public, immutable/;

describe('Vite by npm, loaded by django-vite', () => {
  let folder: string;
  let first: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    folder = copyOf('vite-npm');
    first = await build(folder, 'vite', { VITE_SHOP: 'everybody' });
  });

  it('is served compressed and for good, under the name that the manifest has', async () => {
    const site = await serve(first.image.reference);
    try {
      const { status, path, url } = await pageAndFile(site, /src="(\/static\/assets\/main-[\w-]+\.js)"/);
      expect([status, path]).toEqual([200, expect.stringMatching(/\.js$/)]);
      const plain = await askRaw(url);
      expect(plain.headers['cache-control']).toMatch(forGood);
      expect(plain.body.toString()).toContain('everybody');
      const { status: again } = await askRaw(url, { 'If-None-Match': plain.headers.etag ?? '' });
      expect(again).toBe(304);
      const manifest = await askRaw(url.replace(/assets\/.*/, 'manifest.json'), { 'Accept-Encoding': 'br' });
      expect(manifest.headers).toMatchObject({ 'cache-control': 'max-age=60, public', 'content-encoding': 'br' });
      expect(brotliDecompressSync(manifest.body).toString()).toContain('src/main.js');
    } finally {
      await site.stop();
    }
  });

  it('leaves nothing of Node in the image', async () => {
    const find =
      "find / -xdev \\( -name node_modules -o -name node -o -name npm -o -name .npmrc -o -path '/frontends*' \\) -not -path '/proc/*'";
    const { stdout } = await runOnce(first.image.reference, { command: ['sh', '-c', find], user: 'root' });
    expect(stdout).toBe('');
  });

  it('is neither built nor sent again for a change of Python code', async () => {
    appendFileSync(join(folder, 'backend/shop/urls.py'), `\n# A change that no cache knows: ${randomUUID()}\n`);
    const { image, ran } = await build(folder, 'vite', { VITE_SHOP: 'everybody' });
    expect(ranScripts(ran)).toEqual(['app', 'frontend_tree']);
    const diffs = (part: string): unknown =>
      [image, first.image].map(({ layers }) => layers.find((each) => each.part === part)?.diffId);
    const [now, before] = diffs('static') as readonly string[];
    expect(now).toBe(before);
  });

  it('installs nothing anew for a change of its own code; a mistake in it is told with its line', async () => {
    const main = join(folder, 'frontend/src/main.js');
    writeFileSync(main, `${readFileSync(main, 'utf8')}\nconst = 1; // ${randomUUID()}\n`);
    const [ran, said]: [string[], string[]] = [[], []];
    const onEvent = (event: BuildEvent): void => {
      if (event.kind === 'step-completed' && !event.cached) ran.push(event.name);
      if (event.kind === 'log') said.push(event.line);
    };
    await expect(imageOf(folder, 'vite', { buildArgs: { VITE_SHOP: 'everybody' }, onEvent })).rejects.toThrow(
      'build-step-failed',
    );
    expect(ranScripts(ran)).toEqual(['frontend_tree']);
    expect(explainBuildFailure('[frontend 3/3] RUN x', said, 'base')).toMatchObject({
      code: 'frontend-fails',
      step: 'build',
      folder: 'frontend',
      file: 'frontend/src/main.js',
      line: 5,
    });
  });
});

describe('Tailwind by pnpm in theme/static_src, with a manifest storage and a folder that does not exist', () => {
  it('has the classes of templates and of Python files, under a name with a hash', async () => {
    const { image } = await build(copyOf('tailwind-pnpm'), 'tailwind');
    const site = await serve(image.reference);
    try {
      const { path, url } = await pageAndFile(site, /href="(\/static\/css\/dist\/styles\.[0-9a-f]{12}\.css)[^"]*"/);
      expect(path).not.toBe('');
      const style = await askRaw(url);
      expect(style.headers['cache-control']).toMatch(forGood);
      expect(style.body.toString()).toMatch(/\.bg-amber-300[^]*\.text-rose-700/);
    } finally {
      await site.stop();
    }
  });
});

describe('a build whose result the project’s own Dockerfile copies to where Django serves it', () => {
  const Dockerfile = `FROM node:22 AS ui
WORKDIR /ui
ENV PUBLIC_GREETING="good day"
COPY ui .
RUN npm ci && npm run build
FROM python:3.13
WORKDIR /srv
COPY blog .
COPY --from=ui /ui/dist client/dist
`;
  it('is put there, built with what its stage says', async () => {
    const folder = copyOf('nested-same-name');
    mkdirSync(join(folder, 'ui'));
    const scripts = { build: 'node build.js' };
    writeFileSync(join(folder, 'ui/package.json'), JSON.stringify({ name: 'ui', version: '1.0.0', scripts }));
    writeFileSync(
      join(folder, 'ui/build.js'),
      "const fs = require('fs');\nfs.mkdirSync('dist/static', { recursive: true });\n" +
        "fs.writeFileSync('dist/static/greeting.js', `document.title = '${process.env.PUBLIC_GREETING}';`);\n",
    );
    writeFileSync(join(folder, 'Dockerfile'), Dockerfile);
    appendFileSync(join(folder, 'blog/blog/settings.py'), "\nSTATICFILES_DIRS = [BASE_DIR / 'client/dist/static']\n");
    const { image } = await build(folder, 'placed');
    const site = await serve(image.reference);
    try {
      const url = `http://localhost:${site.getMappedPort(8000)}/static/greeting.js`;
      expect((await askRaw(url)).body.toString()).toBe("document.title = 'good day';");
    } finally {
      await site.stop();
    }
  });
});
