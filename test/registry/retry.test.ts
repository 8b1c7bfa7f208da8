import { describe, expect, test } from 'vitest';
import { isPassing, pauseBefore, persist } from '../../src/registry/retry.ts';

const patience = { tries: 5, firstMs: 100, longestMs: 1000 };
const now = Date.parse('2026-01-01T00:00:00Z');

describe('the pause', () => {
  test.each([
    ['2', undefined],
    ['1', 1000],
    ['0', 0],
    ['Thu, 01 Jan 2026 00:00:01 GMT', 1000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['Thu, 01 Jan 2026 01:00:00 GMT', undefined],
  ])('is what the registry asks for, up to a bound: %s', (asked, ms) => {
    expect(pauseBefore(0, asked, patience, now)).toBe(ms);
  });

  test('else doubles, with chance in a half of it, up to a bound', () => {
    for (const [attempt, whole] of [100, 200, 400, 800, 1000, 1000].entries()) {
      const pauses = Array.from({ length: 50 }, () => pauseBefore(attempt, 'soon', patience) ?? -1);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(whole / 2);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(whole);
      expect(new Set(pauses).size).toBeGreaterThan(1);
    }
  });
});

test('what lies at the name, the port or the certificate is not tried again; what broke on the way is', () => {
  const failed = (code: string) => Object.assign(new Error(code), { code });
  expect(['ENOTFOUND', 'ECONNREFUSED', 'EPROTO', 'CERT_HAS_EXPIRED'].map((code) => isPassing(failed(code)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'].map((code) => isPassing(failed(code)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(isPassing(new TypeError('a mistake'))).toBe(false);
});

test('what a proxy answers tells whether another attempt may help', () => {
  const answered = (status: string) =>
    Object.assign(new Error(`Failed to establish tunnel to a:443 via http://b/: HTTP/1.1 ${status}`), {
      code: 'ERR_PROXY_TUNNEL',
    });
  expect(['407 Proxy Authentication Required', '403 Forbidden'].map((each) => isPassing(answered(each)))).toEqual([
    false,
    false,
  ]);
  expect(['502 Bad Gateway', '429 Too Many'].map((each) => isPassing(answered(each)))).toEqual([true, true]);
});

test('patience has an end, and an interruption ends it at once', async () => {
  let tried = 0;
  const quick = { ...patience, firstMs: 1 };
  const failing = () => {
    tried += 1;
    return Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
  };
  await expect(persist(failing, quick, new AbortController().signal)).rejects.toThrow('gone');
  expect(tried).toBe(5);
  const stop = AbortSignal.abort(new Error('SIGINT'));
  await expect(persist(failing, quick, stop)).rejects.toThrow('SIGINT');
  expect(tried).toBe(6);
});
