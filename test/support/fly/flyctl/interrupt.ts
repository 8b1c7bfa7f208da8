/** What flyctl does when it is told to stop: something, and exit code 127. Call what is given when it is over. */
export function onInterrupt(act: () => Promise<void>): () => void {
  const stop = (): void => {
    void act()
      .catch(() => undefined)
      .finally(() => process.exit(127));
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
