/** Failures and findings of the config domain, as codes with data. Their words are in src/messages/config.ts. */
export type ConfigProblem = { readonly code: 'config-placeholder' };
