import { expect, test } from 'vitest';
import { demandingWith } from '../../src/commands/demanding-with.ts';
import { demandedOf } from '../../src/platforms/demanded.ts';
import type { Releasable } from '../../src/platforms/types.ts';
import type { GivenVariables } from '../../src/values/given-variables.ts';

const fact = (value: string) => ({ value, origin: { file: 'shop/settings.py', line: 1 } });
const environment = ['LIVE_KEY', 'STAGE'].map(fact);
const environmentWith = ({ values }: GivenVariables) =>
  values['STAGE'] === 'staging' ? [fact('STAGING_KEY')] : environment;
const image: Releasable = { reference: 'simple-deploy/shop:1', osArch: 'linux/amd64', labels: {} };
const nothing = { values: {}, names: [] };
const staging = { values: { STAGE: 'staging' }, names: [] };

async function found(of: Releasable) {
  const foreseen: Releasable[] = [];
  const find = demandingWith(
    async (_needs, told) => {
      await told({ ...of, demands: ['LIVE_KEY', 'STAGE'] });
      return of;
    },
    { environment, environmentWith },
  );
  const last = await find({}, (each) => Promise.resolve(void foreseen.push(each)));
  return [...foreseen, last] as const;
}

test('an image says what it demands by what the app has, before it is built and after', async () => {
  for (const each of await found(image)) {
    expect(demandedOf(each, nothing)).toEqual(['LIVE_KEY', 'STAGE']);
    expect(demandedOf(each, staging)).toEqual(['STAGING_KEY']);
  }
});

test('what only the build found is demanded whatever is given', async () => {
  const facts = { requiredVariables: ['FOUND', 'LIVE_KEY', 'STAGE'] } as unknown as NonNullable<Releasable['facts']>;
  const [, built] = await found({ ...image, facts });
  expect(demandedOf(built ?? image, nothing)).toEqual(['FOUND', 'LIVE_KEY', 'STAGE']);
  expect(demandedOf(built ?? image, staging)).toEqual(['FOUND', 'STAGING_KEY']);
});

test('an image from elsewhere demands what its facts say', () => {
  const facts = { requiredVariables: ['FOUND'] } as unknown as NonNullable<Releasable['facts']>;
  expect(demandedOf({ ...image, facts, demands: ['OTHER'] }, staging)).toEqual(['FOUND']);
  expect(demandedOf({ ...image, demands: ['OTHER'] }, staging)).toEqual(['OTHER']);
  expect(demandedOf(image, staging)).toEqual([]);
});
