/** Failures and findings of the engine domain, as codes with data. Their words are in src/messages/engine.ts. */
export type EngineProblem =
  /** Nothing answers where the engine should be. */
  | { readonly code: 'engine-absent'; readonly address: string; readonly origin: string; readonly reason: string }
  /** The socket is there, and this user may not use it. */
  | { readonly code: 'engine-not-permitted'; readonly address: string; readonly user?: string }
  | { readonly code: 'engine-too-old'; readonly version: string; readonly apiVersion: string }
  /** DOCKER_HOST, DOCKER_CONTEXT or docker's configuration cannot be used as it is. */
  | {
      readonly code: 'engine-address-invalid';
      readonly origin: string;
      readonly value: string;
      readonly reason: string;
    }
  | { readonly code: 'docker-config-invalid'; readonly file: string; readonly reason: string }
  /** It answered before, and went away. */
  | { readonly code: 'engine-lost'; readonly during: string; readonly reason: string }
  /** The engine said no to a call, in words of its own. */
  | { readonly code: 'engine-refused'; readonly call: string; readonly status?: number; readonly reason: string }
  | { readonly code: 'engine-disk-full'; readonly step?: string; readonly lines: readonly string[] }
  | {
      readonly code: 'base-image-unavailable';
      readonly image: string;
      readonly osArch: string;
      /** The engine holds an image of that name, for this platform. */
      readonly heldFor?: string;
      readonly reason: string;
    }
  | {
      readonly code: 'platform-not-emulated';
      readonly wanted: string;
      readonly engine: string;
      readonly reason: string;
    }
  | { readonly code: 'engine-cannot-build'; readonly kind: string; readonly what: string }
  /** A step of the Dockerfile failed; `lines` are the last of its output. */
  | {
      readonly code: 'build-step-failed';
      readonly step: string;
      readonly exitCode?: number;
      readonly error: string;
      readonly lines: readonly string[];
    }
  | { readonly code: 'build-cancelled' }
  /** A file of the project is no longer what was read at the start. */
  | { readonly code: 'context-changed'; readonly path: string; readonly file: string; readonly reason: string }
  | { readonly code: 'secret-too-large'; readonly id: string; readonly size: number; readonly limit: number }
  /** `--ssh` names no socket, and SSH_AUTH_SOCK is not set. */
  | { readonly code: 'ssh-agent-unset'; readonly id: string }
  /** Nothing at that path answers as an SSH agent does, or it went away during the build. */
  | { readonly code: 'ssh-agent-absent'; readonly id: string; readonly path: string; readonly reason: string }
  | { readonly code: 'ssh-agent-empty'; readonly id: string; readonly path: string }
  /** It holds keys, and did not sign with one. */
  | { readonly code: 'ssh-agent-refused'; readonly id: string; readonly path: string }
  | { readonly code: 'ssh-key-unusable'; readonly files: readonly string[]; readonly reason: string }
  | { readonly code: 'image-absent'; readonly reference: string }
  | { readonly code: 'image-without-facts'; readonly reference: string; readonly reason: string }
  | { readonly code: 'image-in-use'; readonly reference: string; readonly reason: string }
  | { readonly code: 'push-cancelled' }
  | {
      readonly code: 'registry-unauthorized';
      readonly registry: string;
      readonly reference: string;
      readonly username?: string;
      readonly reason: string;
    }
  | {
      readonly code: 'registry-denied';
      readonly registry: string;
      readonly reference: string;
      readonly reason: string;
    }
  | {
      readonly code: 'registry-unreachable';
      readonly registry: string;
      readonly reference: string;
      readonly reason: string;
    }
  | {
      readonly code: 'registry-refused';
      readonly registry: string;
      readonly reference: string;
      readonly reason: string;
      /** Of HTTP, where we asked ourselves. */
      readonly status?: number;
    }
  | {
      readonly code: 'credentials-unreadable';
      readonly registry: string;
      readonly file: string;
      readonly reason: string;
    }
  | {
      readonly code: 'credential-helper-failed';
      readonly registry: string;
      readonly helper: string;
      readonly file: string;
      readonly reason: string;
    };
