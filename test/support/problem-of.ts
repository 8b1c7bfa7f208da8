import { UserError, type Problem } from '../../src/problems.ts';

/** The problem that a call throws; fails when it throws none. */
export function problemOf(call: () => unknown): Problem {
  try {
    call();
  } catch (error) {
    return problemIn(error);
  }
  throw new Error('nothing was thrown');
}

/** The problem that a promise is rejected with; fails when it is not. */
export async function rejectedWith(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    return problemIn(error);
  }
  throw new Error('nothing was thrown');
}

/** The problem of an error; any other is thrown on. */
export function problemIn(error: unknown): Problem {
  if (error instanceof UserError) return error.problem;
  throw error;
}
