import { readFileSync } from 'node:fs';
import { setGlobalProxyFromEnv } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Fly } from './start-fly.ts';

/** From now on `fetch` of this process asks `https://<app>.fly.dev/` of that platform; call what is given to end it. */
export function useEdge({ edge }: Fly): () => void {
  const before = getCACertificates();
  setDefaultCACertificates([...before, readFileSync(edge.certificate, 'utf8')]);
  const restore = setGlobalProxyFromEnv({
    http_proxy: edge.proxy,
    https_proxy: edge.proxy,
    no_proxy: 'localhost,127.0.0.1',
  });
  return () => {
    restore();
    setDefaultCACertificates(before);
  };
}
