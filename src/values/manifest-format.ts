/** The two formats in which a registry keeps an image: docker's image manifest v2 schema 2, and OCI's. */
export const FORMATS = ['oci', 'docker'] as const;
export type ManifestFormat = (typeof FORMATS)[number];
