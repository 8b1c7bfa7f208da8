/** Failures and findings of the build domain, as codes with data. Their words are in src/messages/build.ts. */
export type BuildProblem = { readonly code: 'build-placeholder' };
