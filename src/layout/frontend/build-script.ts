import type { NodePackage } from './node-packages.ts';

/** Scripts that make what is served, those made for production first. */
const NAMES = [
  'build:prod',
  'build-prod',
  'build:production',
  'build-production',
  'build_production',
  'production',
  'prod',
  'build',
] as const;

/** Says that it was made for development. */
const FOR_DEVELOPMENT = /--watch\b|\bwebpack(-dev-server| serve)\b|\bserve\b|(^|[:_-])(dev|watch|server?)([:_-]|$)/;

/**
 * Name of the script that builds a package: the one that its Dockerfile runs, one of the usual names, else the only one that is
 * called alike.
 */
export function buildScript({ scripts }: NodePackage, inDockerfile?: string): string | undefined {
  if (isScript(inDockerfile === undefined ? undefined : scripts[inDockerfile])) return inDockerfile;
  const usual = NAMES.find((name) => isScript(scripts[name]));
  if (usual !== undefined) return usual;
  const others = otherBuilds({ scripts });
  return others.length === 1 ? others[0] : undefined;
}

/** Names of the scripts that are called like one that builds, those of the usual names aside. */
export function otherBuilds({ scripts }: Pick<NodePackage, 'scripts'>): readonly string[] {
  const usual: readonly string[] = NAMES;
  return Object.keys(scripts).filter((name) => isAlike(name) && !usual.includes(name) && isScript(scripts[name]));
}

/** What a script runs, the scripts that it starts included: their text, for what it says about paths. */
export function scriptText({ scripts }: NodePackage, name: string, seen: Set<string> = new Set()): string {
  if (seen.has(name)) return '';
  seen.add(name);
  const text = scripts[name] ?? '';
  const started = Object.keys(scripts).filter(
    (each) => isStarted(text, each) || (/^(pre|post)/.test(each) && each.replace(/^(pre|post)/, '') === name),
  );
  return [text, ...started.map((each) => scriptText({ scripts } as NodePackage, each, seen))].join('\n');
}

/** `npm run x`, `yarn x`, `run-p x:*`. */
function isStarted(text: string, name: string): boolean {
  const words = text.split(/[\s"'&;|()]+/);
  const family = name.includes(':') ? `${name.slice(0, name.indexOf(':'))}:*` : name;
  return (
    /\b(npm|pnpm|yarn|bun|run-[sp]|npm-run-all|concurrently)\b/.test(text) &&
    words.some((word) => word === name || word === family || word === `npm:${name}`)
  );
}

/** `build:css`, and `css:build` of what is served. */
const ALIKE =
  /^build\b|^(assets?|client|css|front-?end|js|sass|scss|static|styles?|tailwind|theme|ui|vite|webpack)[:_-]build$/;

function isAlike(name: string): boolean {
  return ALIKE.test(name) && !FOR_DEVELOPMENT.test(name);
}

/** What looks at its files until somebody ends it builds nothing that one could wait for. */
const WATCHES =
  /(^|\s)--watch(?!\s*=?\s*false)\b|:watch\b|\bwatch:|(^|\s)watch(\s|$)|\bnodemon\b|\b(sass|tsc|webpack|rollup|tailwindcss|postcss)\b[^&;|]*\s-w(\s|$)/;

function isScript(text: string | undefined): boolean {
  if (text === undefined || text.trim() === '' || WATCHES.test(text)) return false;
  return !/^(echo|exit)\b[^&;|]*$/.test(text.trim());
}
