import { status, type handleBidiStreamingCall, type handleUnaryCall, type Metadata } from '@grpc/grpc-js';
import type { ContextEntry } from '../../values/build-plan.ts';
import type { Credentials } from '../../values/credentials.ts';
import { sendEntries } from './file-sync.ts';
import { method, type Service } from './method.ts';
import type { Packet } from './packets.ts';
import { sshService } from './ssh-forward.ts';

/** What a build may ask of us. */
export interface SessionOffers {
  /** Folders by the name BuildKit knows them by. */
  readonly folders: ReadonlyMap<string, readonly ContextEntry[]>;
  readonly secrets: ReadonlyMap<string, Uint8Array>;
  /** Sockets of SSH agents by the id that the Dockerfile mounts them by. */
  readonly agents: ReadonlyMap<string, string>;
  /** Credentials for the registry of a base image. */
  credentials(registry: string): Promise<Credentials | undefined>;
  onSent(bytes: number): void;
  /** A failure of ours, which reaches BuildKit only as text. */
  onError(error: unknown): void;
}

/** The services of our session: FileSync, Secrets, SSH, Auth and Health. */
export function services(offers: SessionOffers): readonly Service[] {
  return [
    {
      definition: { DiffCopy: method('/moby.filesync.v1.FileSync/DiffCopy', 'Packet', 'Packet', true) },
      implementation: { DiffCopy: diffCopy(offers) },
    },
    {
      definition: {
        GetSecret: method('/moby.buildkit.secrets.v1.Secrets/GetSecret', 'GetSecretRequest', 'GetSecretResponse'),
      },
      implementation: { GetSecret: getSecret(offers) },
    },
    sshService(offers),
    {
      definition: {
        Credentials: method('/moby.filesync.v1.Auth/Credentials', 'CredentialsRequest', 'CredentialsResponse'),
      },
      implementation: { Credentials: credentials(offers) },
    },
    {
      // Without it the engine takes the session for dead after some seconds (apocas/dockerode#845).
      definition: { Check: method('/grpc.health.v1.Health/Check', 'Empty', 'HealthCheckResponse') },
      implementation: { Check: health },
    },
  ];
}

function diffCopy(offers: SessionOffers): handleBidiStreamingCall<Packet, Packet> {
  return (call) => {
    const name = headerValues(call.metadata, 'dir-name')[0] ?? '';
    const folder = offers.folders.get(name);
    if (folder === undefined) {
      call.emit('error', { code: status.NOT_FOUND, details: `no folder "${name}" is offered` });
      return;
    }
    sendEntries(call, followed(folder, headerValues(call.metadata, 'followpaths'))).then(
      (bytes) => offers.onSent(bytes),
      (error: unknown) => offers.onError(error),
    );
  };
}

/**
 * The entries that a build asks for. BuildKit names the paths its COPY instructions read; we answer with all that lies
 * in their top folders, which is a superset, and with everything when one of them is a pattern.
 */
export function followed(entries: readonly ContextEntry[], paths: readonly string[]): readonly ContextEntry[] {
  if (paths.length === 0) return entries;
  const tops = new Set(paths.map((path) => path.replace(/^\.?\/+/, '').split('/')[0] ?? ''));
  if ([...tops].some((top) => top === '' || top === '.' || /[*?[\\]/.test(top))) return entries;
  return entries.filter((entry) => tops.has(entry.path.split('/')[0] ?? ''));
}

/**
 * Values of a header. Node joins a repeated one by commas: a value that holds a comma itself comes apart, which makes
 * `followed` answer with more, never with less. Newer engines send values that are not plain ASCII in URL encoding and
 * say so in a second header.
 */
function headerValues(metadata: Metadata, name: string): readonly string[] {
  const values = metadata.get(name).flatMap((value) => String(value).split(/,\s*/));
  return metadata.get(`${name}-encoded`).length > 0 ? values.map((value) => decodeURIComponent(value)) : values;
}

function getSecret(offers: SessionOffers): handleUnaryCall<{ id: string }, { data: Uint8Array }> {
  return (call, reply) => {
    const data = offers.secrets.get(call.request.id);
    if (data === undefined) reply({ code: status.NOT_FOUND, details: `no secret "${call.request.id}" is offered` });
    else reply(null, { data });
  };
}

function credentials(offers: SessionOffers): handleUnaryCall<{ host: string }, { username: string; secret: string }> {
  return (call, reply) => {
    offers.credentials(call.request.host).then(
      (found) =>
        reply(null, {
          username: found?.identityToken ? '' : (found?.username ?? ''),
          secret: found?.identityToken ?? found?.password ?? '',
        }),
      (error: unknown) => {
        offers.onError(error);
        reply({ code: status.INTERNAL, details: 'the credentials could not be read' });
      },
    );
  };
}

const health: handleUnaryCall<object, { status: number }> = (_call, reply) => reply(null, { status: 1 });
