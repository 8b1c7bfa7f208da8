import { buildableFixtures } from '../../support/buildable-fixtures.ts';
import { usesFixtures } from './in-a-container.ts';

const all = buildableFixtures.map(([name]) => name);

usesFixtures('upsun', all);
usesFixtures('platformsh', all);
