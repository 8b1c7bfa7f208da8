import type { BesideServerProblem } from './beside-the-server.ts';
import type { FilesNote } from './files-note.ts';
import type { VariableNote } from './variable-note.ts';
import type { DjangoRemoval } from './build.ts';
import type { ProjectGroup } from '../values/project-group.ts';
import type { Server } from '../values/server.ts';

/** Why a line of the settings fails: `os` has no such name, a function is indexed, a text is divided by a text. */
export type SettingsMistake = 'no-such-name' | 'function-indexed' | 'text-divided';

/** One manage.py that could be meant. */
export interface ManagePyCandidate {
  /** Path below root. */
  readonly path: string;
  /** Settings module it names, when it could be read. */
  readonly settings?: string;
}

/** Failures and findings of the layout domain, as codes with data. Their words are in src/messages/layout.ts. */
export type LayoutProblem =
  | { readonly code: 'project-folder-missing'; readonly path: string }
  | { readonly code: 'project-folder-unreadable'; readonly path: string }
  | {
      readonly code: 'manage-py-missing';
      readonly root: string;
      /** Settings modules that lie there, with what they can be used by: `--settings` works without manage.py. */
      readonly candidates: readonly string[];
      /** What was looked at and is no way in: `path: why`. */
      readonly leftAside: readonly string[];
      /** Git submodules in which it may be, as nothing is in them here. */
      readonly submodules?: readonly string[];
    }
  | {
      readonly code: 'manage-py-template';
      readonly path: string;
      /** What makes a project of it. */
      readonly tool: 'cookiecutter' | 'copier' | 'startproject';
      readonly root: string;
    }
  | { readonly code: 'manage-py-several'; readonly candidates: readonly ManagePyCandidate[] }
  | { readonly code: 'manage-py-not-django'; readonly files: readonly { path: string; framework: string }[] }
  | { readonly code: 'manage-py-option-wrong'; readonly path: string; readonly known: readonly string[] }
  | {
      readonly code: 'manage-py-others';
      readonly chosen: string;
      readonly others: readonly (readonly [string, string])[];
    }
  | {
      readonly code: 'settings-several';
      readonly module: string;
      readonly namedAt: string;
      readonly candidates: readonly string[];
    }
  /** dynaconf manages the settings; `switcher` is the variable by which it chooses an environment. */
  | { readonly code: 'settings-by-dynaconf'; readonly file: string; readonly line: number; readonly switcher: string }
  /** A variable that is not set in the image chooses between files of settings: one for development, and `beside` it one for production. */
  | {
      readonly code: 'settings-stage-open';
      readonly file: string;
      readonly beside: string;
      readonly variable: string;
      readonly stage: string;
    }
  /** Libraries have a part in the settings: modules of each, and where the first is taken in. */
  | {
      readonly code: 'settings-of-library';
      readonly parts: readonly {
        readonly library: string;
        readonly modules: readonly string[];
        readonly where: string;
      }[];
    }
  /** The image uses a module of a package of settings, which sets more than that module takes over. */
  | {
      readonly code: 'settings-around-more';
      readonly module: string;
      readonly around: string;
      readonly file: string;
      readonly names: readonly string[];
    }
  | {
      readonly code: 'server-interface';
      readonly server: Server;
      readonly interface: 'wsgi' | 'asgi';
      readonly application: string;
    }
  | { readonly code: 'configuration-unknown'; readonly classes: readonly string[]; readonly variable: string }
  | {
      readonly code: 'settings-named-otherwise';
      readonly chosen: string;
      readonly others: readonly { readonly module: string; readonly where: string; readonly exists: boolean }[];
    }
  | VariableNote
  | FilesNote
  /** Lines of the settings that fail whatever is set. */
  | {
      readonly code: 'settings-failing';
      readonly lines: readonly { readonly text: string; readonly where: string; readonly kind: SettingsMistake }[];
    }
  /** What manage.py, the settings or the application import of the project's own, and it has not. */
  | {
      readonly code: 'settings-import-missing';
      readonly modules: readonly { readonly module: string; readonly where: string }[];
    }
  /** What the Dockerfile installs by name, and the file that is installed from lacks. */
  | {
      readonly code: 'dependencies-in-dockerfile';
      readonly file: string;
      readonly packages: readonly { readonly text: string; readonly where: string }[];
    }
  /** What they import of others, and the complete list of what is installed does not have. */
  | {
      readonly code: 'import-not-required';
      readonly file: string;
      readonly missing: readonly {
        readonly module: string;
        readonly distribution: string;
        readonly where: string;
        /** What takes the group or the extra that brings it. */
        readonly option?: string;
      }[];
    }
  /** What they import of Django's, and the Django that is required has no more. */
  | {
      readonly code: 'django-removed';
      /** The version that is required, or the oldest series that may be installed where it is open. */
      readonly django: string;
      readonly isOpen: boolean;
      /** The first version without one of them. */
      readonly below: string;
      readonly names: readonly { readonly removed: DjangoRemoval; readonly where: string }[];
    }
  | { readonly code: 'settings-unknown'; readonly managePy: string; readonly candidates: readonly string[] }
  | {
      readonly code: 'settings-file-missing';
      readonly module: string;
      /** Where the module is named: `path:line` or the option. */
      readonly namedAt: string;
      readonly candidates: readonly string[];
      /** A file that it is to be copied from. */
      readonly example?: string;
    }
  | {
      readonly code: 'dependencies-missing';
      /** Where a manifest was looked for. */
      readonly folders: readonly string[];
      /** Manifests there that do not name Django. */
      readonly withoutDjango: readonly string[];
      /** Manifests elsewhere that do. */
      readonly elsewhere: readonly string[];
      /** What the code imports, as requirements. */
      readonly guessed: readonly string[];
      /** Modules that the code imports and that we know no package for. */
      readonly unknown: readonly string[];
    }
  | { readonly code: 'dependencies-not-guessed'; readonly modules: readonly string[] }
  | { readonly code: 'dependencies-several'; readonly candidates: readonly string[] }
  | {
      readonly code: 'dependencies-group-unknown';
      /** As it was typed. */
      readonly option: string;
      readonly name: string;
      /** The manifest that was looked into. */
      readonly file: string;
      readonly offered: readonly ProjectGroup[];
      /** Of those the ones that the name most likely means. */
      readonly meant: readonly ProjectGroup[];
      /** The same name in other manifests. */
      readonly elsewhere: readonly (ProjectGroup & { readonly file: string })[];
    }
  | {
      readonly code: 'dependencies-option-wrong';
      readonly path: string;
      readonly known: readonly string[];
      /** Of those the one that was most likely meant. */
      readonly near?: string;
    }
  | { readonly code: 'lock-unreadable'; readonly file: string; readonly command: string }
  /** Packages of conda's own that no index for Python has by that name: mostly system libraries. */
  | { readonly code: 'conda-packages-left'; readonly file: string; readonly packages: readonly string[] }
  /** What no Linux can install: the image is built without. */
  | {
      readonly code: 'packages-for-other-systems';
      readonly packages: readonly { readonly name: string; readonly why: string; readonly where: string }[];
    }
  | { readonly code: 'requirements-hold-secret'; readonly file: string; readonly line: number }
  | { readonly code: 'dependencies-others'; readonly chosen: string; readonly others: readonly string[] }
  | {
      readonly code: 'requirements-include-missing';
      readonly file: string;
      readonly line: number;
      readonly include: string;
    }
  | { readonly code: 'toml-unreadable'; readonly file: string; readonly line?: number; readonly reason: string }
  /** It is written for Python 2, or for a Django that no Python runs which images are made with: `django` is that one's version. */
  | { readonly code: 'python-two'; readonly text: string; readonly where: string; readonly django?: string }
  /** The project wants a Python that there is none of, by the oldest and the newest that are known. */
  | {
      readonly code: 'python-none-fits';
      readonly text: string;
      readonly where: string;
      readonly oldest: string;
      readonly newest: string;
    }
  | { readonly code: 'python-version-unreadable'; readonly where: string; readonly text: string }
  /** What the project says of its Python does not go together; each other with why it was passed over. */
  | {
      readonly code: 'python-versions-differ';
      readonly version: string;
      readonly where: string;
      readonly others: readonly (readonly [string, string])[];
    }
  /** A requirement needs what the image does not have, and no Debian package brings. */
  | {
      readonly code: 'system-need-unmet';
      readonly requirement: string;
      readonly what: 'browser' | 'oracle-client' | 'odbc-driver';
      readonly source: string;
    }
  | {
      readonly code: 'python-end-of-life';
      readonly version: string;
      readonly where: string;
      /** Month and year. */
      readonly ended: string;
      /** A Python with security fixes that the project's Django runs on; undefined where there is none. */
      readonly newer?: string;
      /** The Django that bounds it, where that is known. */
      readonly django?: string;
      /** The oldest that an image can be made with, where that is newer. */
      readonly oldest?: string;
    }
  | BesideServerProblem
  | { readonly code: 'file-name-not-utf8'; readonly path: string }
  | { readonly code: 'file-unreadable'; readonly path: string; readonly kind: 'file' | 'directory' };
