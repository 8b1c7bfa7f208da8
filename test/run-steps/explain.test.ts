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
