import type { Credentials } from '../values/credentials.ts';
import type { Patience } from './retry.ts';

/** With what a registry is spoken to. */
export interface Access {
  readonly credentials?: Credentials;
  readonly env: NodeJS.ProcessEnv;
  /** Docker speaks plain HTTP with it, or TLS without a look at its certificate ("insecure-registries"). */
  readonly insecure?: boolean;
  /** From now on this value is a secret. */
  readonly secret?: (value: string) => void;
  readonly signal: AbortSignal;
  readonly patience?: Patience;
  /** What it is opened for, for the words; left out: the registry itself. */
  readonly reference?: string;
}
