/** A port of a container that is open on the engine's machine. */
export interface PublishedPort {
  /** Port inside the container. */
  readonly container: number;
  /** Port of the machine; 0 lets the engine choose a free one. */
  readonly host: number;
  /** Address of the machine to listen on, such as "0.0.0.0" or "127.0.0.1". */
  readonly address: string;
}

/** What a container is made from. Values of `env` are secrets: they are neither logged nor printed. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  /** Argv; undefined leaves the image's own command. */
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Folder in the container → name of a volume. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly network?: string;
  /** Name under which the others of the network find it. */
  readonly alias?: string;
  readonly ports: readonly PublishedPort[];
  readonly restart: 'no' | 'unless-stopped';
  /** Seconds between SIGTERM and SIGKILL. */
  readonly stopSeconds: number;
  /** Linux capabilities and a way to gain privileges are taken away; not from servers that change their user at start. */
  readonly confined: boolean;
}

/** A container as the engine reports it. */
export interface ContainerState {
  readonly id: string;
  readonly name: string;
  /** What it was made from, as it was named then. */
  readonly image: string;
  readonly imageId: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  readonly createdAt: string;
  /** Undefined: never started. */
  readonly startedAt?: string;
  readonly restarts: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly ports: readonly PublishedPort[];
}

export interface VolumeState {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt?: string;
}
