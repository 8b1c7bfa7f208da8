import { readFileSync } from 'node:fs';
import { setGlobalProxyFromEnv } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** The proxy by which the hosts of a platform's apps are reached, and the authority of their certificate. */
export interface EdgeAddress {
  readonly proxy: string;
  readonly certificate: string;
}

/** From now on `fetch` of this process asks the hosts of that platform there; call what is given to end it. */
export function useEdge({ edge }: { readonly edge: EdgeAddress }): () => void {
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
