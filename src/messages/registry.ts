import type { RegistryProblem } from '../problems/registry.ts';
import type { WordsOf } from './words.ts';

/** Words for what goes wrong between us and a registry. */
export const registryWords: WordsOf<RegistryProblem> = {
  'registry-certificate-untrusted': ({ registry, reference, reason }) => ({
    what: `The certificate of the registry ${registry} is not trusted here, so ${reference} was not written.`,
    found: [reason],
    next: [
      `put the certificate of its authority into /etc/docker/certs.d/${registry}/ca.crt, where docker looks too`,
      'or name a bundle that has it: --ca-bundle /path/to/bundle.pem, or SSL_CERT_FILE',
    ],
  }),
  'registry-wants-certificate': ({ registry, reference, reason }) => ({
    what: `The registry ${registry} lets in only who shows a certificate that it knows, so ${reference} was not written.`,
    found: [reason],
    next: [`put yours where docker looks too: /etc/docker/certs.d/${registry}/client.cert and client.key`],
  }),
  'registry-answer-unusable': ({ registry, request, reason }) => ({
    what: `What the registry ${registry} answered cannot be used: ${reason}.`,
    found: [`it was asked for ${request}`],
    next: [
      `see whether a registry answers there, and not a proxy or a web page: curl -i https://${registry}/v2/`,
      'the log of this run has every request with its status',
    ],
  }),
  'registry-digest-differs': ({ registry, what, wanted, got }) => ({
    what: `${what} has the digest ${got} in the registry ${registry}, not ${wanted}: it was damaged or exchanged on the way.`,
    next: ['push again; if it stays so, the registry or what stands before it changes what it is given'],
  }),
  'registry-upload-broken': ({ registry, layer, sent, reason }) => ({
    what: `The connection to the registry ${registry} broke again and again while ${layer} was sent, ${sent} bytes of which arrived.`,
    found: [reason],
    next: [
      'push again: layers that arrived whole are not sent again',
      'a proxy between may limit the size or the time of an upload',
    ],
  }),
  'image-lacks-machine': ({ reference, wanted, has }) => ({
    what: `${reference} holds no image for ${wanted}.`,
    found: has.map((each) => `it has one for ${each}`),
    next: [`build it for ${wanted}: simple-deploy build --platform ${wanted}`],
  }),
  'image-not-convertible': ({ reference, reason }) => ({
    what: `${reference} cannot be written in another format: ${reason}.`,
    next: ['build it anew: simple-deploy build', 'or push it as it is, without --format'],
  }),
};
