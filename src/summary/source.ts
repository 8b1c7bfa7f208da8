import { foundSections } from './found.ts';
import { leftOutGroups } from '../left-out-groups.ts';
import { explained } from './settings.ts';
import type { Deployed } from '../values/deployed.ts';
import type { Layout } from '../values/layout.ts';
import type { Section } from '../values/report.ts';
import type { SourceTree } from '../values/source-tree.ts';
import type { Running } from './support.ts';

/** A project whose container a platform builds, as its summary needs it. */
export interface SourceStory {
  readonly layout: Layout;
  readonly tree: SourceTree;
}

/** Where the tree stands in the containers of those platforms. */
const TOP = '/app';

/** What was found, what goes along with the code, what the settings are given, and what stayed. */
export function sourceSections({ layout, tree }: SourceStory, label: string): readonly Section[] {
  const made = tree.configuration.map(({ path }) => path);
  return [
    ...foundSections(layout, { label, path: TOP, made }),
    ...(made.length === 0 ? [] : [addedSection(made, label)]),
    ...settingsSection(layout),
    ...(tree.leftOut.length === 0 ? [] : [leftSection(tree)]),
  ];
}

function addedSection(made: readonly string[], label: string): Section {
  const rows = [
    ...made.map((name) => ({
      name,
      value: `the configuration that ${label} reads; in the commit alone, not in your folder`,
    })),
    { name: '.simple-deploy/', value: 'what fills in the settings, and what the build and each deployment run' },
  ];
  return { heading: 'What is added to the code that is pushed', detail: true, rows };
}

/** Lines of the settings overlay that do something here, as reading the settings shows. */
function settingsSection({ overlay }: Layout): readonly Section[] {
  const acting = overlay.filter(({ acts }) => acts === 'always' || acts === 'sometimes');
  if (acting.length === 0) return [];
  const rows = acting.map(({ line, does, when }) => ({
    name: line,
    value: when === undefined ? does : `${does} (${when})`,
  }));
  return [
    {
      heading: 'Settings',
      detail: true,
      lines: [`Completed: ${acting.map(({ line }) => line).join(', ')}`],
    },
    { heading: 'What is completed in the settings', detail: true, rows, lines: [explained] },
  ];
}

function leftSection({ leftOut }: SourceTree): Section {
  const lines = leftOutGroups(leftOut).map(({ rule, paths }) => `${paths} (${rule})`);
  return { heading: 'Stayed on your disk', detail: true, lines };
}

/** The versions that the project itself names: what the platform installs is not looked into. */
export function runningOf({ dependencies, python }: Layout): Running {
  const django = dependencies.value.requirements.find(({ name }) => name === 'django');
  return { django: django?.version, python: python.value.version };
}

/** What is remembered of a tree that was handed over, and of the versions that it names. */
export function deployedOfSource({ layout, tree }: SourceStory, reference: string, at: string): Deployed {
  const ours = new Set([...tree.configuration.map(({ path }) => path), '.environment']);
  const files = tree.entries.filter(({ path }) => !path.startsWith('.simple-deploy/') && !ours.has(path));
  const locked = layout.dependencies.value.requirements.flatMap(({ name, version }) =>
    version === undefined ? [] : [[name, version] as const],
  );
  return {
    schemaVersion: 1,
    at,
    reference,
    sizes: {},
    files: Object.fromEntries(files.map(({ path, id }) => [path, id.slice(0, 16)])),
    python: layout.python.value.version,
    packages: Object.fromEntries(locked),
  };
}
