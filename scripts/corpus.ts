import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { liesIn } from './corpus/answer.ts';
import type { Correction } from './corpus/corrections.ts';
import { judge, type Judgement } from './corpus/judge.ts';
import { readRecord, RecordError } from './corpus/record.ts';
import { countLine, tableOf } from './corpus/report.ts';

/**
 * `npm run corpus -- <folder> <record.json>`: reads each project of the record that lies in the folder
 * (`<folder>/<owner>/<name>`) and compares what is found with what is recorded. docs/corpus.md says what a record is.
 */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [folder, file] = process.argv.slice(2);
if (folder === undefined || file === undefined) stop('Usage: npm run corpus -- <folder> <record.json>');
if (!existsSync(folder)) stop(`There is no folder ${folder}.`);

const all = recorded(file);
const corrections = JSON.parse(readFileSync(join(root, 'corpus/corrections.json'), 'utf8')) as Correction[];
const judgements: Judgement[] = [];
for (const project of all.filter(({ repo }) => liesIn(folder, repo))) {
  judgements.push(await judge(folder, project, all, corrections));
}
const absent = new Set(all.filter(({ repo }) => !liesIn(folder, repo)).map(({ repo }) => repo));
if (absent.size > 0) console.log(`not in ${folder}: ${[...absent].join(', ')}\n`);
if (judgements.length === 0) stop(`No project of ${file} lies in ${folder}.`);
console.log(tableOf(judgements));
console.log(countLine(judgements));
if (judgements.some(({ verdict }) => verdict === 'wrong')) process.exitCode = 1;

function recorded(path: string) {
  try {
    return readRecord(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof RecordError) return stop(`${path}: ${error.message}`);
    return stop(`${path} cannot be read: ${(error as Error).message}`);
  }
}

function stop(words: string): never {
  console.error(words);
  process.exit(1);
}
