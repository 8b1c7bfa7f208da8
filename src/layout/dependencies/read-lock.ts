import type { Problem } from '../../problems.ts';
import type { Dependencies } from '../../values/layout.ts';

/** A lock file that was read, or why it could not be. */
export type ReadLock = { readonly dependencies: Dependencies } | { readonly problem: Problem };
