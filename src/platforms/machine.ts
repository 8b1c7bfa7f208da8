import { UserError } from '../problems.ts';
import { REMOTE_OS_ARCH } from '../values/remote-os-arch.ts';
import type { Releasable } from './types.ts';

/** Throws `image-for-other-machine` when an image was built for another kind of machine than the one it is to run on. */
export function refuseOtherMachine({ reference, osArch: has }: Releasable, wanted = REMOTE_OS_ARCH): void {
  if (has !== wanted) throw new UserError({ code: 'image-for-other-machine', reference, has, wanted });
}
