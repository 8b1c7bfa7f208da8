/** What the deploy hook says at its end: the platform calls a deployment a success whatever the hook comes to. */
export const marks = {
  done: 'simple-deploy: the deploy hook is done',
  failed: 'simple-deploy: the deploy hook FAILED with exit code',
} as const;
