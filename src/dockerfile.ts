import mustache from 'mustache';

/** What templates/Dockerfile.mustache is given: every tag of it is a key here. */
export interface DockerfileView {
  readonly baseImage: string;
  /** Names of the build arguments that the person gives. */
  readonly buildArgs: readonly string[];
  /** Debian packages that installing needs and the image does not: compilers, headers, git. */
  readonly systemBuildPackages: readonly string[];
  readonly hasSystemBuildPackages: boolean;
  /** Debian packages whose files the image needs. */
  readonly libraries: readonly string[];
  readonly hasLibraries: boolean;
  /** Debian packages that prepare the project's own files, and that the image does not need. */
  readonly preparing: readonly string[];
  readonly hasPreparing: boolean;
  readonly compilesMessages: boolean;
  readonly uv: string;
  readonly manager: string;
  /** Manifests given to the installer, below /manifests. */
  readonly manifests: readonly string[];
  /** The member of a workspace that is installed; none for the package at its root. */
  readonly members: readonly string[];
  /** Requirements that we add, such as "gunicorn". */
  readonly extras: readonly string[];
  /** Folders of the image that are to be importable. */
  readonly importPaths: readonly string[];
  readonly settings: string;
  /** The class that django-configurations is to use; none without it. */
  readonly configurations: readonly string[];
  /** Folder of manage.py below the project. */
  readonly folder: string;
  /** The same in the image. */
  readonly workdir: string;
  /** `module:callable` of the WSGI or ASGI application. */
  readonly application: string;
  readonly server: 'gunicorn' | 'uvicorn';
  readonly database: string;
  /** Variables that the settings were seen to demand: the build lends each a placeholder. */
  readonly demands: readonly string[];
  /** JSON array of argv, as CMD takes it. */
  readonly command: string;
}

/**
 * The Dockerfile: the template, filled with the view. Every value that comes from the project or the person has been
 * quoted for where it stands (see build-plan/dockerfile-view.ts); mustache's own escaping is that of HTML, and off.
 */
export function renderDockerfile(template: string, view: DockerfileView): string {
  return mustache.render(template, view, {}, { escape: (text) => String(text) });
}
