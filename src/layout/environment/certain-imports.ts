import { join } from '../paths.ts';
import type { SyntaxNode } from '../python-source.ts';
import { isCaught } from './caught.ts';
import type { Frame, Run } from './frame.ts';
import { isOwnModule } from './modules.ts';
import type { Place } from './values.ts';

/** Notes the modules that an import statement asks for. */
export function noteImports(frame: Frame, node: SyntaxNode, modules: readonly string[]): void {
  if (!frame.isCertain || frame.because.length > 0 || isCaught(frame, node, 'ModuleNotFoundError')) return;
  const { run, source } = frame;
  for (const module of modules) {
    const [top = ''] = module.split('.');
    const { foreign, lacking, ofDjango } = run.imports;
    if (top === 'django') note(ofDjango, module, { source, node });
    if (!isOwnModule(run, module)) note(foreign, top, { source, node });
    else if (run.code.fileOf(module) === undefined && !isFolder(run, module)) note(lacking, module, { source, node });
  }
}

function note(noted: Map<string, Place>, module: string, place: Place): void {
  if (!noted.has(module)) noted.set(module, place);
}

/** A folder of the project without `__init__.py` is a package all the same. */
function isFolder({ code: { files, importRoots } }: Run, module: string): boolean {
  const below = module.replaceAll('.', '/');
  return importRoots.some((root) => files.entry(join(root, below) ?? '')?.kind === 'directory');
}
