/** What a project can keep its data in, as `--database` takes it. */
export const DATABASES = ['postgres', 'mysql', 'sqlite', 'none'] as const;

/** One of these. */
export type Database = (typeof DATABASES)[number];
