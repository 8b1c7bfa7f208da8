/** Failures between us and an image registry, as codes with data. Their words are in src/messages/registry.ts. */
export type RegistryProblem =
  | {
      readonly code: 'registry-certificate-untrusted';
      readonly registry: string;
      readonly reference: string;
      readonly reason: string;
    }
  /** It lets in only who shows a certificate that it knows. */
  | {
      readonly code: 'registry-wants-certificate';
      readonly registry: string;
      readonly reference: string;
      readonly reason: string;
    }
  /** It does not keep to the specification. */
  | {
      readonly code: 'registry-answer-unusable';
      readonly registry: string;
      readonly request: string;
      readonly reason: string;
    }
  /** Bytes that are not those which their digest promises. */
  | {
      readonly code: 'registry-digest-differs';
      readonly registry: string;
      readonly what: string;
      readonly wanted: string;
      readonly got: string;
    }
  /** A connection that breaks each time before a layer is through. */
  | {
      readonly code: 'registry-upload-broken';
      readonly registry: string;
      readonly layer: string;
      readonly sent: number;
      readonly reason: string;
    }
  | {
      readonly code: 'image-lacks-machine';
      readonly reference: string;
      readonly wanted: string;
      readonly has: readonly string[];
    }
  /** A kind of image that cannot be told in the other format. */
  | { readonly code: 'image-not-convertible'; readonly reference: string; readonly reason: string };
