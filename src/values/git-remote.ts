/** A repository elsewhere, and how it is reached. */
export interface Remote {
  readonly url: string;
  /** A configuration for ssh, where the person's own does not lead there. */
  readonly sshConfig?: string;
}
