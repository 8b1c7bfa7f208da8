import { expect, test } from 'vitest';
import { runSteps } from '../../src/run-steps.ts';
import { testDoors } from '../platforms/support/doors.ts';

test('what the last lines of a failure mean may have another way back than the step', async () => {
  const failure = (says: string) =>
    runSteps(
      [
        {
          id: 'deploy',
          title: 'Deploy',
          why: 'because',
          effect: { kind: 'command', argv: ['sh', '-c', 'echo went WRONG; exit 1'] },
          failure: 'deploy-failed',
          advice: ['go back'],
          means: [{ says, failure: 'release-failed', advice: ['stay'] }],
        },
      ],
      testDoors(),
    );
  await expect(failure('wrong')).rejects.toMatchObject({ problem: { code: 'release-failed', advice: ['stay'] } });
  await expect(failure('right')).rejects.toMatchObject({ problem: { code: 'deploy-failed', advice: ['go back'] } });
});

test('the exception that a log ends with goes with the failure', async () => {
  const script = `echo "ModuleNotFoundError: No module named 'rest_framework'"; echo "[INFO] Worker exiting"; exit 1`;
  const step = { id: 'migrate', title: 'Migrate', why: 'because', failure: 'release-failed' } as const;
  const failure = runSteps([{ ...step, effect: { kind: 'command', argv: ['sh', '-c', script] } }], testDoors());
  await expect(failure).rejects.toMatchObject({
    problem: { code: 'release-failed', raised: { distribution: 'djangorestframework' } },
  });
});
