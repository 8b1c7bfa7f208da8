/** Failures and findings of the layout domain, as codes with data. Their words are in src/messages/layout.ts. */
export type LayoutProblem = { readonly code: 'layout-placeholder' };
