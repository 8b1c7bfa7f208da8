import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBreaches } from './check/directions.ts';

const breaches = findBreaches(dirname(dirname(fileURLToPath(import.meta.url))));
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) process.exitCode = 1;
else console.log('Imports point down only.');
