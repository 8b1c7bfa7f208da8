import { describe, expect, test } from 'vitest';
import { buildFailure } from '../../src/docker/build-failure.ts';
import { buildRequest } from '../../src/docker/build-request.ts';
import { compareVersions } from '../../src/docker/engine.ts';
import { proxyArguments } from '../../src/docker/proxies.ts';
import { pushFailure } from '../../src/docker/push-failure.ts';
import { followed } from '../../src/docker/session/services.ts';
import { sshArguments } from '../../src/docker/ssh/dial.ts';
import type { EngineFacts } from '../../src/values/image.ts';
import { fileEntry, tinyPlan } from '../support/tiny-plan.ts';

const plan = tinyPlan('x', 'FROM base\n', [fileEntry('project/a', ''), fileEntry('simple-deploy/b', '')], {
  buildArgs: { HTTP_PROXY: 'http://mine' },
  baseImage: 'python:3.13-slim',
});

describe('what is asked of the engine', () => {
  test("a person's build argument comes before a proxy", () => {
    const call = { tags: ['a:1'], proxies: { HTTP_PROXY: 'http://env', NO_PROXY: 'x' }, noCache: true, pull: false };
    expect(buildRequest(plan, 'id', call)).toMatchObject({
      version: 2,
      buildargs: { HTTP_PROXY: 'http://mine', NO_PROXY: 'x' },
      nocache: 1,
      pull: 0,
    });
  });

  test("proxies: the environment's in either spelling, else docker's for this engine, else its default", () => {
    const stored = {
      default: { httpProxy: 'http://default', noProxy: 'default' },
      'tcp://e:1': { httpProxy: 'http://e' },
    };
    expect(proxyArguments({ https_proxy: 'http://s' }, stored, 'unix:///x')).toEqual({
      HTTP_PROXY: 'http://default',
      http_proxy: 'http://default',
      HTTPS_PROXY: 'http://s',
      https_proxy: 'http://s',
      NO_PROXY: 'default',
      no_proxy: 'default',
    });
    expect(proxyArguments({}, stored, 'tcp://e:1')).toEqual({ HTTP_PROXY: 'http://e', http_proxy: 'http://e' });
    expect(proxyArguments({}, undefined, 'unix:///x')).toEqual({});
  });

  test('ssh: user, port and socket of the address; an odd host is no option', () => {
    expect(sshArguments('ssh://me@far.test:2222/run/my.sock').join(' ')).toBe(
      '-l me -p 2222 -o ConnectTimeout=30 -T -- far.test docker --host unix:///run/my.sock system dial-stdio',
    );
    expect(sshArguments('ssh://far.test').join(' ')).toBe(
      '-o ConnectTimeout=30 -T -- far.test docker system dial-stdio',
    );
  });

  test('versions are numbers, not text', () => {
    expect(compareVersions('1.9', '1.41')).toBeLessThan(0);
    expect(compareVersions('1.41', '1.41')).toBe(0);
    expect(compareVersions('2.0', '1.51')).toBeGreaterThan(0);
  });

  test('of the context that is sent which COPY reads, and all of it for a pattern', () => {
    const paths = (...asked: string[]) => followed(plan.entries, asked).map(({ path }) => path);
    expect(paths('project/manage.py', '.dockerignore')).toEqual(['project/a']);
    expect(paths('./simple-deploy')).toEqual(['simple-deploy/b']);
    for (const all of [[], ['.'], ['/'], ['proj*'], ['project', '[a]']]) {
      expect(paths(...all)).toEqual(['Dockerfile', 'project/a', 'simple-deploy/b']);
    }
  });
});

describe('what went wrong', () => {
  const engine = { osArch: 'linux/amd64' } as EngineFacts;
  const failed = (name: string, error: string, lines: readonly string[] = []) =>
    buildFailure({ error, failed: { name, error, lines } }, plan, engine);

  test.each([
    ['[internal] load metadata for docker.io/library/python:3.13-slim', 'anything', 'base-image-unavailable'],
    ['[1/3] FROM docker.io/library/python:3.13-slim@sha256:1', 'anything', 'base-image-unavailable'],
    ['[app 1/2] RUN x', 'exit code: 2', 'build-step-failed'],
    ['[app 1/2] RUN x', 'write /x: no space left on device', 'engine-disk-full'],
  ])('of a build: %s, %s → %s', (name, error, code) => {
    expect(failed(name, error).code).toBe(code);
  });

  test('a stream that ended without a result means that the engine is gone', () => {
    expect(buildFailure({}, plan, engine).code).toBe('engine-lost');
  });

  test.each([
    ['unauthorized: authentication required', 'registry-unauthorized'],
    ['no basic auth credentials', 'registry-unauthorized'],
    ['denied: requested access to the resource is denied', 'registry-denied'],
    ['name unknown: repository name not known to registry', 'registry-denied'],
    ['unknown: app repository not found', 'registry-denied'],
    ['Get "https://r.test/v2/": dial tcp: lookup r.test: no such host', 'registry-unreachable'],
    ['Get "https://r.test/v2/": x509: certificate signed by unknown authority', 'registry-unreachable'],
    ['Get "https://r.test/v2/": http: server gave HTTP response to HTTPS client', 'registry-unreachable'],
    ['manifest invalid: too strange', 'registry-refused'],
  ])('of a push: %s → %s', (reason, code) => {
    expect(pushFailure(reason, 'r.test/a:1')).toMatchObject({ code, registry: 'r.test', reason });
  });
});
