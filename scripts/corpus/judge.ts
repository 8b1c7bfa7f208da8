import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOrProblem, type Answer, type Question, type Replies } from './answer.ts';
import { compare, lacksWhatIsOpen, noProject, type Difference } from './compare.ts';
import { corrected, type Correction } from './corrections.ts';
import { startOf, type RecordedProject } from './record.ts';

/** What came of one project. */
export interface Judgement {
  readonly project: RecordedProject;
  readonly start: string;
  readonly verdict: 'right' | 'wrong' | 'asked';
  readonly differences: readonly Difference[];
  /** Codes of the questions that were answered with what is recorded. */
  readonly asked: readonly string[];
  readonly corrections: readonly Correction[];
}

/** Reads one project and compares. Each question is answered with what is recorded, and the rest judged by that. */
export async function judge(
  folder: string,
  recorded: RecordedProject,
  all: readonly RecordedProject[],
  corrections: readonly Correction[],
): Promise<Judgement> {
  const { project, applied } = corrected(recorded, corrections);
  const repository = join(folder, project.repo);
  const start = startOf(recorded, all);
  const asked: string[] = [];
  let replies: Replies = {};
  let answer = stopsAsRecorded(await answerOrProblem(repository, start, replies), project);
  for (let [question] = answer.questions; question !== undefined && asked.length < 3; [question] = answer.questions) {
    const reply = replyTo(question, project);
    if (reply === undefined) break;
    asked.push(question.code);
    replies = { ...replies, ...reply };
    answer = await answerOrProblem(repository, start, replies);
  }
  if (lacksWhatIsOpen(project, answer)) asked.push('settings-of-library');
  const unanswered = answer.questions.map(({ code, candidates }) => ({
    fact: 'stopped' as const,
    recorded: 'not among the candidates',
    found: `${code}: ${candidates.join(' ')}`,
  }));
  const differences = [...compare(project, answer), ...unanswered, ...withoutEvidence(repository, applied)];
  const clean = asked.length > 0 ? 'asked' : 'right';
  return {
    project,
    start,
    verdict: differences.length > 0 ? 'wrong' : clean,
    differences,
    asked,
    corrections: applied,
  };
}

/** A question with which it is right to stop is no question to answer. */
function stopsAsRecorded(answer: Answer, { stops, manage_py: managePy }: RecordedProject): Answer {
  const right = stops === undefined && managePy === null ? noProject : [stops];
  const expected = answer.questions.filter(({ code }) => right.includes(code));
  return {
    ...answer,
    questions: answer.questions.filter((question) => !expected.includes(question)),
    stopped: [...answer.stopped, ...expected.map(({ code }) => ({ code, what: code }))],
  };
}

/** The recorded answer to a question; undefined when it is not among the candidates or is not recorded. */
function replyTo({ about, candidates }: Question, project: RecordedProject): Replies | undefined {
  const { manage_py: manage, settings_module: settings, production_settings_module: production } = project;
  if (about === 'manage' && typeof manage === 'string' && candidates.includes(manage)) return { manage };
  // A record says nothing of front ends: which of them is built changes no fact that is compared.
  if (about === 'frontend') return { frontend: ['none'] };
  const module = [production, settings].find((each) => typeof each === 'string' && candidates.includes(each));
  return about === 'settings' && typeof module === 'string' ? { settings: module } : undefined;
}

/** A correction whose line does not exist shows nothing. */
function withoutEvidence(repository: string, corrections: readonly Correction[]): Difference[] {
  const gone = corrections.filter(({ where }) => !evidenceExists(repository, where));
  return gone.map(({ fact, where }) => ({
    fact: fact === 'stops' ? 'stopped' : fact,
    recorded: 'corrected',
    found: `no such line as evidence: ${where}`,
  }));
}

function evidenceExists(repository: string, where: string): boolean {
  const [path = '', line] = where.split(':');
  const file = join(repository, path);
  if (!existsSync(file)) return false;
  return line === undefined || readFileSync(file, 'utf8').split('\n').length >= Number(line);
}
