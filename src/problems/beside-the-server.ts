import type { Origin } from '../values/fact.ts';

/** What the project leans on beside its server, and nobody starts or does. */
export type BesideServerProblem =
  /** A cache is a memcached at an address of the developer's machine; the variables that may say another. */
  | {
      readonly code: 'cache-memcached-here';
      readonly where: string;
      readonly host: string;
      readonly variables: readonly string[];
    }
  /** What the start of the project's own server does besides. */
  | {
      readonly code: 'start-runs-more';
      readonly commands: readonly { readonly command: string; readonly where: string }[];
    }
  /** Celery's broker is a RabbitMQ at an address of the developer's machine; which processes wait for it. */
  | {
      readonly code: 'celery-broker-here';
      readonly origin: Origin;
      readonly host: string;
      readonly runs: readonly string[];
    }
  /** Celery's broker is a RabbitMQ whose address is made of variables that nobody has to set. */
  | {
      readonly code: 'celery-broker-by-variables';
      readonly origin: Origin;
      readonly variables: readonly string[];
      readonly runs: readonly string[];
    }
  /** Nothing names a broker: Celery looks for a RabbitMQ beside itself. */
  | { readonly code: 'celery-without-broker'; readonly origin: Origin; readonly runs: readonly string[] };
