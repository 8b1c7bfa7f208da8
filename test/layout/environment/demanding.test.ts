import { expect, test } from 'vitest';
import { listProjectFiles } from '../../../src/layout/project-files.ts';
import { readLayout } from '../../../src/layout/read-layout.ts';
import { demanded, demandingSettings } from '../../support/demanding-settings.ts';

test('a project that asks in every way: what an image of it cannot start without', async () => {
  const { environment, productionSettingsModule } = readLayout(await listProjectFiles(demandingSettings()), {});
  expect(productionSettingsModule.value).toBe('config.settings.production');
  expect(environment.map(({ value }) => value)).toEqual(demanded);
});
