import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

// Vitest runs this file anew for each test file, also where the files of a project share their modules.
// A disk that others use too takes its time with thousands of files.
afterAll(removeTemporaryFolders, 60_000);
