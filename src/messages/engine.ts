import { link } from '../links.ts';
import type { EngineProblem } from '../problems/engine.ts';
import { pushWords } from './engine/push.ts';
import { sshWords } from './engine/ssh.ts';
import type { WordsOf } from './words.ts';

const startEngine =
  'start it (Linux: `systemctl start docker`; macOS, Windows: open Docker Desktop), then run this again';

/** Lines of a failing step that a person is shown; the log of the run holds them all. */
const shownLines = 30;

export const engineWords: WordsOf<EngineProblem> = {
  ...pushWords,
  ...sshWords,
  'engine-absent': ({ address, origin, reason }) => ({
    what: `No container engine answers at ${address}${origin === 'default' ? '' : ` (from ${origin})`}.`,
    found: [reason],
    next:
      origin === 'default'
        ? [
            `if Docker or Podman is installed, ${startEngine}`,
            `if it is not: ${link('engine-install').url} (Debian, Ubuntu: \`apt install docker.io\`)`,
            'if it runs elsewhere, set DOCKER_HOST or choose a docker context',
          ]
        : [`check that the engine runs there, or change ${origin}`],
  }),
  'engine-not-permitted': ({ address, user }) => ({
    what: `The container engine at ${address} does not let ${user === undefined ? 'this user, who has no name,' : `the user "${user}"`} in.`,
    next: [
      ...(user === undefined
        ? [`run it in the group of that socket: ls -l ${address.replace(/^unix:\/\//, '')}   # shows which`]
        : [`sudo usermod -aG docker ${user}`, 'log out and in again (or: `newgrp docker`), then run this again']),
      `members of the group docker have the rights of root on this machine; rootless docker avoids that: ${link('engine-rootless').url}`,
    ],
  }),
  'engine-too-old': ({ version, apiVersion }) => ({
    what: `The container engine ${version} (API ${apiVersion}) is too old: its BuildKit lacks cache and secret mounts.`,
    next: [`install Docker Engine 20.10 or newer: ${link('engine-install').url}`],
  }),
  'engine-address-invalid': ({ origin, value, reason }) => ({
    what: `${origin} says "${value}", which leads to no engine: ${reason}.`,
    next: ['give it as unix:///path, tcp://host:port or ssh://user@host; `docker context ls` lists the contexts'],
  }),
  'docker-config-invalid': ({ file, reason }) => ({
    what: `Docker's configuration ${file} cannot be read: ${reason}.`,
    next: [`correct ${file}, or move it away`],
  }),
  'engine-lost': ({ during, reason }) => ({
    what: `The connection to the container engine broke while ${during}.`,
    found: [reason],
    next: ['see whether the engine still runs: `docker version`', `if not, ${startEngine}`],
  }),
  'engine-refused': ({ call, status, reason }) => ({
    what: `The container engine refused while ${call}${status === undefined ? '' : ` (HTTP ${status})`}: ${reason}`,
    next: ['run it again with --verbose to see what led there'],
  }),
  'engine-disk-full': ({ step, lines }) => ({
    what: `The disk of the container engine is full${step === undefined ? '' : ` (while: ${step})`}.`,
    found: lines,
    next: [
      '`docker system df` shows what takes the room',
      '`simple-deploy prune` removes old images of this project, `docker builder prune` the build cache',
    ],
  }),
  'base-image-unavailable': ({ image, osArch, heldFor, reason }) => ({
    what:
      heldFor === undefined
        ? `The base image ${image} cannot be had: the engine does not hold it, and no registry gave it.`
        : `The base image ${image} cannot be had for ${osArch}: the engine holds it for ${heldFor} only, and no registry gave the other.`,
    found: [reason],
    next: [
      `docker pull ${image}   # shows whether the registry can be reached and knows the name`,
      'or choose another Debian-based image with Python: --base-image NAME',
    ],
  }),
  'platform-not-emulated': ({ wanted, engine, reason }) => ({
    what: `The engine runs ${engine} and cannot run programs for ${wanted}: it has no emulator for it.`,
    found: [reason],
    next: [
      'docker run --privileged --rm tonistiigi/binfmt --install all   # installs QEMU for it, once',
      `or build on a machine that is ${wanted}, or with a base image for ${engine} (--platform ${engine})`,
    ],
  }),
  'engine-cannot-build': ({ kind, what }) => ({
    what: `The container engine is ${kind}, which does not offer ${what}.`,
    next: ['use Docker Engine 20.10 or newer: set DOCKER_HOST or choose a docker context'],
  }),
  'build-step-failed': ({ step, exitCode, error, lines }) => ({
    what: `A step of the build failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}: ${step}`,
    found: lines.length > 0 ? lines.slice(-shownLines) : [error],
    next: ['run it again with --verbose to see the whole output', '`simple-deploy dockerfile` prints the Dockerfile'],
  }),
  'build-cancelled': () => ({ what: 'The build was interrupted; the engine has stopped it.', next: [] }),
  'context-changed': ({ file, reason }) => ({
    what: `${file} changed while the image was being built: ${reason}.`,
    next: ['run it again when nothing writes into the project'],
  }),
  'secret-too-large': ({ id, size, limit }) => ({
    what: `The build secret "${id}" has ${size} bytes; BuildKit takes ${limit} at most.`,
    next: id === 'ca' ? ['give a smaller bundle: --ca-bundle FILE'] : ['make it smaller'],
  }),
  'image-absent': ({ reference }) => ({
    what: `The engine holds no image ${reference}.`,
    next: ['simple-deploy build', '`docker images` lists what it holds'],
  }),
  'image-without-facts': ({ reference, reason }) => ({
    what: `The image ${reference} was not made by simple-deploy, or by another version of it: ${reason}.`,
    next: ['build it again: simple-deploy build'],
  }),
  'image-in-use': ({ reference, reason }) => ({
    what: `The image ${reference} cannot be removed: ${reason}`,
    next: ['remove the containers that use it first: `docker ps --all`'],
  }),
};
