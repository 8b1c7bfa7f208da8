import type { DependencyManager, PackageIndex } from '../../values/layout.ts';
import type { ProjectGroup } from '../../values/project-group.ts';
import type { Wanted } from './wanted.ts';

/** A dependency group or an extra, as a manifest declares it. */
export interface DeclaredGroup extends ProjectGroup {
  readonly wanted: readonly Wanted[];
  /** Whether the manager installs it when it is told nothing. */
  readonly byDefault: boolean;
}

/** What a manifest asks for without locking it. */
export interface Declared {
  readonly manager: DependencyManager;
  readonly files: readonly string[];
  readonly wanted: readonly Wanted[];
  readonly groups: readonly DeclaredGroup[];
  /** Requirements files that it takes what it needs from, below root. */
  readonly from: readonly string[];
  readonly indexes: readonly PackageIndex[];
}
