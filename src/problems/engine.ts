/** Failures and findings of the engine domain, as codes with data. Their words are in src/messages/engine.ts. */
export type EngineProblem = { readonly code: 'engine-placeholder' };
