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
