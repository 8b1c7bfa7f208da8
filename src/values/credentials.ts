/** What a registry wants to know of us. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** An OAuth2 refresh token, which some registries give instead of a password. */
  readonly identityToken?: string;
  /** Where they were found, for people; never the secret itself. */
  readonly origin: string;
}
