import { usesFixtures } from './in-a-container.ts';

/** A nested one on SQLite by the one name, Postgres by the other; built.full.test.ts has them all by both. */
usesFixtures('upsun', ['nested-same-name']);
usesFixtures('platformsh', ['startproject-plain']);
