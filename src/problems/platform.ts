/** Failures and findings of the platform domain, as codes with data. Their words are in src/messages/platform.ts. */
export type PlatformProblem = { readonly code: 'platform-placeholder' };
