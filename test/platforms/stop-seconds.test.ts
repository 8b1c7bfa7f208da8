import { expect, it } from 'vitest';
import { stopOf } from '../../src/platforms/stop-seconds.ts';

const given = (text: string, most?: number) => stopOf({ SIMPLE_DEPLOY_STOP_SECONDS: text }, most).seconds;

it('tells the platform and the image the same time', () => {
  expect(stopOf({})).toEqual({ seconds: 30, variables: { SIMPLE_DEPLOY_STOP_SECONDS: '30' } });
  expect(stopOf({ SIMPLE_DEPLOY_STOP_SECONDS: '120' })).toEqual({
    seconds: 120,
    variables: { SIMPLE_DEPLOY_STOP_SECONDS: '120' },
  });
});

it('gives no more than the platform does', () => {
  expect(given('600', 300)).toBe(300);
  expect(given('20', 30)).toBe(20);
});

it.each(['', '0', '-5', '1.5', 'soon'])('takes %j for not given, as the image does', (text) => {
  expect(given(text)).toBe(30);
});
