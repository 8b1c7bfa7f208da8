/** Docker Hub's registry is not where its references say. */
const hub = 'registry-1.docker.io';
const hubNames = new Set(['', 'docker.io', 'index.docker.io', hub]);

/** Host and port of a registry's API. */
export function apiHost(registry: string): string {
  return hubNames.has(registry) ? hub : registry;
}

/** Whether a host is this machine, to which engines speak plain HTTP (moby, registry.service: 127.0.0.0/8 and ::1). */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d+)?$/i.test(host);
}

/** Where to look for a registry, in this order: plain HTTP only where docker would speak it. */
export function originsOf(registry: string, insecure: boolean): readonly URL[] {
  const host = apiHost(registry);
  const plain = insecure || isLoopback(host);
  return [`https://${host}`, ...(plain ? [`http://${host}`] : [])].map((origin) => new URL(origin));
}

/**
 * Whether what answered over TLS may be one that speaks plain HTTP only: it was reached, and its certificate is not what
 * was wrong, since then plain HTTP would be the weaker of two.
 */
export function mayBePlain(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /^(EPROTO|ECONNRESET|ERR_SSL_|HPE_)/.test(code) && !wantsCertificate(error);
}

/** Whether Node refused a certificate (its OpenSSL codes). */
export function isUntrusted(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/.test(code);
}

/** Whether the other side refused us in the handshake for the certificate that we showed, or did not (alerts of RFC 8446 §6.2). */
export function wantsCertificate(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /ALERT_(BAD_CERTIFICATE|CERTIFICATE_REQUIRED|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE)/.test(
    code,
  );
}
