import { buildableFixtures } from '../../support/buildable-fixtures.ts';
import { usesFixtures } from './in-a-container.ts';

const all = buildableFixtures.map(([name]) => name);

/** Which is deployed at once, while the push goes on. */
const newVariable = ['--env', 'SOMETHING=else'];

usesFixtures('upsun', all, newVariable);
usesFixtures('platformsh', all, newVariable);
