import type Dockerode from 'dockerode';

/** Which of the two names of the platform a project has, and with it which files configure it. */
export type Flavour = 'upsun' | 'platformsh';

/** Where the platform stands: an engine, a folder, and names of its own. */
export interface Ground {
  readonly flavour: Flavour;
  readonly docker: Dockerode;
  /** Bare repositories, keys and programs lie here. */
  readonly folder: string;
  /** Everything on the engine bears it. */
  readonly mark: string;
  /** By which the git host's own requests are known. */
  readonly hostSecret: string;
  /** The user of the operating system, who has to exist for sshd to let anybody in. */
  readonly user: string;
  /** Whether what is pushed is built and run; else it is only taken. */
  readonly builds: boolean;
  /** Whether the containers have a compiler and headers. */
  readonly compiles: boolean;
}

export const label = 'simple-deploy-test.platformsh';
