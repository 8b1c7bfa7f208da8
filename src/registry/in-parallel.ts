/**
 * Does something with each value, a few at a time. When one fails no more are begun, `onFailure` may stop those that run,
 * and the failure is thrown once they have ended: nothing goes on behind the caller's back.
 */
export async function inParallel<T, R>(
  values: readonly T[],
  most: number,
  act: (value: T, index: number) => Promise<R>,
  onFailure: (error: unknown) => void,
): Promise<readonly R[]> {
  const results: R[] = [];
  let failure: { readonly error: unknown } | undefined;
  const rest = values.entries();
  const worker = async (): Promise<void> => {
    for (const [index, value] of rest) {
      if (failure !== undefined) return;
      try {
        results[index] = await act(value, index);
      } catch (error) {
        if (failure === undefined) onFailure(error);
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, values.length) }, worker));
  if (failure !== undefined) throw failure.error;
  return results;
}
