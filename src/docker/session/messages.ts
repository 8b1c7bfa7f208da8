import protobuf from 'protobufjs';

/**
 * The messages that BuildKit and we exchange, of each only the fields we read or write. The sources are
 * moby/buildkit (session/filesync, session/auth, session/secrets, session/sshforward, api/services/control), tonistiigi/fsutil (types)
 * and grpc/grpc-proto (health). A text constant, so that nothing has to be found on disk at run time.
 */
const schema = `
syntax = "proto3";
message Empty {}

message HealthCheckResponse { int32 status = 1; }

message CredentialsRequest { string host = 1; }
message CredentialsResponse { string username = 1; string secret = 2; }

message GetSecretRequest { string id = 1; }
message GetSecretResponse { bytes data = 1; }

message CheckAgentRequest { string id = 1; }
message BytesMessage { bytes data = 1; }

message Packet { int32 type = 1; Stat stat = 2; uint32 id = 3; bytes data = 4; }
message Stat { string path = 1; uint32 mode = 2; int64 size = 5; int64 mod_time = 6; string linkname = 7; }

message StatusResponse {
  repeated Vertex vertexes = 1;
  repeated VertexStatus statuses = 2;
  repeated VertexLog logs = 3;
  repeated VertexWarning warnings = 4;
}
message Vertex {
  string digest = 1;
  string name = 3;
  bool cached = 4;
  Timestamp started = 5;
  Timestamp completed = 6;
  string error = 7;
}
message VertexStatus { string id = 1; string vertex = 2; int64 current = 4; int64 total = 5; }
message VertexLog { string vertex = 1; int64 stream = 3; bytes msg = 4; }
message VertexWarning { bytes short = 3; }
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
`;

let root: protobuf.Root | undefined;

/** Turns messages of one type into bytes and back. */
export interface Codec<T extends object> {
  readonly encode: (value: T) => Buffer;
  readonly decode: (bytes: Uint8Array) => T;
}

/**
 * The codec of a message of the schema. Fields that are absent on the wire come back as their proto3 default;
 * int64 comes back as a number, exact up to 2^53 (we read only sizes and seconds).
 */
export function codec<T extends object>(name: string): Codec<T> {
  root ??= protobuf.parse(schema).root;
  const type = root.lookupType(name);
  return {
    // On Node, protobufjs writes into a Buffer already: not copied once more.
    encode: (value) => type.encode(value).finish() as Buffer,
    decode: (bytes) => type.toObject(type.decode(bytes), { longs: Number, defaults: true, arrays: true }) as T,
  };
}
