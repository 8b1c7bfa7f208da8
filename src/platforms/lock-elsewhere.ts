import { findContainer } from '../docker/containers/find.ts';
import { type Lock, lockSeen, type LockSeen } from './lock.ts';
import type { ObserveDoors } from './types.ts';

const label = 'simple-deploy.lock';

/**
 * The lock of an app that runs elsewhere, where there is one. It keeps two pushes by one engine apart; what keeps those of
 * two machines apart is the platform's own.
 */
export async function lookAtLock(
  { engine }: Pick<ObserveDoors, 'engine'>,
  platform: string,
  app: string,
): Promise<LockSeen | undefined> {
  // Without an engine there is no lock either: logs and status need none.
  const found = await engine().then(
    (connected) => findContainer(connected, lockNameOf(platform, app)),
    () => undefined,
  );
  return found && lockSeen(found.labels[label]);
}

/** The lock of an app on a platform; the image is any that the engine has. */
export function lockElsewhere(platform: string, app: string, image: string): Lock {
  const name = lockNameOf(platform, app);
  // Nothing of the app runs on this engine that could have changed.
  return { name, label, app, image, seen: { name: `${name}-none` } };
}

/** Name of the container that is the lock of an app on a platform. */
export function lockNameOf(platform: string, app: string): string {
  return `simple-deploy-${platform}-${app}-elsewhere-lock`;
}
