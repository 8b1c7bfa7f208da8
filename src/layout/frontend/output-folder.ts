import type { ProjectFiles } from '../../values/project-files.ts';
import { join } from '../paths.ts';
import type { NodePackage } from './node-packages.ts';

/** Where a tool writes, below the folder of the package, and the tool. */
export interface OutputFolder {
  readonly folder: string;
  readonly tool: string;
}

/** Dependencies by which a tool is known, its files of configuration, and where it writes unless these say another folder. */
const TOOLS: readonly (readonly [dependency: string, folder: string, configuration: readonly string[]])[] = [
  ['react-scripts', 'build', []],
  ['@vue/cli-service', 'dist', ['vue.config.js', 'vue.config.cjs']],
  ['vite', 'dist', ['vite.config.js', 'vite.config.ts', 'vite.config.mjs', 'vite.config.mts']],
  ['parcel', 'dist', []],
];

/** The folder that a package's build makes, when it is one right below it. */
export function outputOf(files: ProjectFiles, { folder, dependencies }: NodePackage): OutputFolder | undefined {
  const known = TOOLS.find(([dependency]) => dependency in dependencies);
  if (known === undefined) return undefined;
  const [tool, usual, configurations] = known;
  const text = configurations
    .map((name) => files.readText(join(folder, name) ?? name))
    .find((each) => each !== undefined);
  const written = /\b(?:outputDir|outDir)\s*:\s*(["'`])(?:\.\/)?([\w-]+)\/?\1/.exec(text ?? '')?.[2];
  const isElsewhere = written === undefined && /\b(outputDir|outDir)\b/.test(text ?? '');
  return isElsewhere ? undefined : { folder: written ?? usual, tool };
}
