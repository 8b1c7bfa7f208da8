import { allStatuses, refusalsSuite } from './support/refusals-suite.ts';

// The others of what only reads or opens are among the long tests.
refusalsSuite((kind) =>
  /^(PATCH|PUT of a blob)/.test(kind)
    ? allStatuses
    : kind.startsWith('P')
      ? [401, 403, 405, 413, 503]
      : [401, 404, 503],
);
