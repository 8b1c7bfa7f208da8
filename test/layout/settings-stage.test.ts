import { expect, test } from 'vitest';
import { productionNames, stageOf } from '../../src/layout/settings-stage.ts';

test('stages by name', () => {
  expect(['a.local', 'a.dev_settings', 'a.prod', 'a.test', 'a.common', 'a.settings', 'a.device'].map(stageOf)).toEqual([
    'development',
    'development',
    'production',
    'test',
    'shared',
    'unknown',
    'unknown',
  ]);
  expect(productionNames('a.settings_dev')).toContain('a.settings_production');
  expect(productionNames('a.settings')).toEqual([]);
});
