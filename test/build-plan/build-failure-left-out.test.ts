import { describe, expect, it } from 'vitest';
import { explainBuildFailure } from '../../src/build-plan/build-failure.ts';
import { wordsFor } from '../../src/messages.ts';

const base = 'example/python:3';

describe('settings that want a file which stays out of the image', () => {
  const leftOut = [{ path: 'shop.env', rule: 'environment file' }];
  const failing = (exception: string, message: string, named = leftOut) => {
    const mark = JSON.stringify({ kind: 'settings', exception, message });
    return explainBuildFailure('[app 1/1] RUN x', [`simple-deploy-failure ${mark}`], base, { leftOut, named });
  };

  it('say so, by which rule, and what to type', () => {
    const words = wordsFor(failing('FileNotFoundError', "No such file or directory: '/project/shop.env'", [])!);
    expect(words.what).toContain('shop.env stays out of the image (environment file)');
    expect(words.next[0]).toContain('simple-deploy push --env-file shop.env');
    expect(words.next[1]).toContain('!shop.env');
  });

  it('say so when the error is about what the file would have given', () => {
    expect(failing('KeyError', "'SHOP_NAME'")).toMatchObject({ leftOut: { path: 'shop.env' } });
    expect(failing('KeyError', "'SHOP_NAME'", [])).not.toHaveProperty('leftOut');
    expect(failing('ModuleNotFoundError', "No module named 'x'")).not.toHaveProperty('leftOut');
  });
});

describe('what an empty git submodule would have', () => {
  const failing = (kind: string, exception: string, message: string) => {
    const mark = JSON.stringify({ kind, command: 'compilescss', exception, message });
    const submodules = ['site/static/pico', 'lite_content'];
    return wordsFor(explainBuildFailure('[app 1/1] RUN x', [`simple-deploy-failure ${mark}`], base, { submodules })!);
  };
  const fetch = /^Fetch what the git submodule \S+ holds, then push again: git submodule update --init$/;

  it.each([
    ['collectstatic', 'CompileError', 'Error: File to import not found: ../pico/scss/pico.scss.\n on line 6'],
    ['settings', 'FileNotFoundError', "No such file or directory: '/project/lite_content/text.json'"],
    ['settings', 'ModuleNotFoundError', "No module named 'lite_content'"],
    ['settings', 'ModuleNotFoundError', "No module named 'lite_content.lite_api'"],
  ])('is told with how to fetch it: %s, %s: %s', (kind, exception, message) => {
    expect(failing(kind, exception, message).next[0]).toMatch(fetch);
  });

  it.each([
    ['collectstatic', 'CompileError', 'Error: File to import not found: ../other/pico.scss.'],
    ['settings', 'ModuleNotFoundError', "No module named 'other'"],
  ])('is not told of others: %s, %s: %s', (kind, exception, message) => {
    expect(failing(kind, exception, message).next.join('\n')).not.toMatch(/git submodule/);
  });
});
