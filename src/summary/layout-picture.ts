import { basename } from 'node:path';
import type { Layout } from '../values/layout.ts';
import type { Picture, PictureNode } from '../values/report.ts';

/** A file that the picture shows, below the root of the project, and what it is. */
interface Shown {
  readonly path: string;
  readonly note: string;
  readonly isMarked?: true;
}

/** A container that a platform makes of the project, in the place of an image. */
export interface Whereto {
  /** As people call the platform. */
  readonly label: string;
  /** Where the tree stands there. */
  readonly path: string;
  /** Files that the platform is configured by and that are made, below the root. */
  readonly made: readonly string[];
}

/** The project as it lies on the disk, and as it lies where it runs: the files that decide, and the folders that lead to them. */
export function layoutPictures(layout: Layout, whereto?: Whereto): readonly Picture[] {
  const shown = shownOf(layout);
  const onDisk = shown.filter(({ path }) => !layout.managePyMade || path !== layout.managePy.value);
  return [
    { caption: 'On your disk', nodes: [{ name: `${basename(layout.root)}/`, nodes: treeOf(onDisk) }] },
    whereto === undefined ? inImage(layout, shown) : inContainer(shown, whereto),
  ];
}

function inImage({ projectDir: { value: folder } }: Layout, shown: readonly Shown[]): Picture {
  const physical = folder === '.' ? '/project' : `/project/${folder}`;
  return {
    caption: 'In the image',
    nodes: [
      { name: '/project/', note: 'the whole tree, as it is', nodes: treeOf(shown) },
      { name: '/app', note: `a link to ${physical}`, isMarked: true },
      { name: '/venv/', note: 'Python packages' },
      { name: '/simple-deploy/', note: 'settings that are filled in, static files' },
      { name: '/data/', note: 'where a volume goes' },
    ],
  };
}

function inContainer(shown: readonly Shown[], { label, path, made }: Whereto): Picture {
  const added = [
    ...made.map((file): Shown => ({ path: file, note: `made for ${label}`, isMarked: true })),
    ...(made.length === 0
      ? []
      : [{ path: '.simple-deploy', note: 'settings that are filled in, what the build runs' }]),
  ];
  const nodes = treeOf([...shown, ...added]);
  return {
    caption: `In the container on ${label}`,
    nodes: [{ name: `${path}/`, note: 'the whole tree, as it is', nodes }],
  };
}

function shownOf(layout: Layout): readonly Shown[] {
  const { managePy, managePyMade, productionSettingsModule, application, dependencies, projectDir } = layout;
  const module = (name: string): string => inFolder(projectDir.value, `${name.replaceAll('.', '/')}.py`);
  return [
    { path: managePy.value, note: managePyMade ? 'made for the image' : '', isMarked: true },
    { path: module(productionSettingsModule.value), note: 'settings' },
    { path: module(application.value.module), note: application.value.interface.toUpperCase() },
    ...dependencies.value.files.map((path) => ({ path, note: 'dependencies' })),
  ];
}

function inFolder(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`;
}

/** The files as a tree of the folders that lead to them, each path once, folders first. */
function treeOf(files: readonly Shown[]): readonly PictureNode[] {
  const groups = Map.groupBy(files, ({ path }) => path.split('/')[0] ?? '');
  const nodes = [...groups].map(([name, group]): PictureNode => {
    const below = group.filter(({ path }) => path.includes('/'));
    const inner = below.map((file) => ({ ...file, path: file.path.slice(name.length + 1) }));
    if (inner.length > 0) return { name: `${name}/`, nodes: treeOf(inner) };
    const notes = group.map(({ note }) => note).filter((note) => note !== '');
    return {
      name,
      note: [...new Set(notes)].join(', '),
      ...(group.some(({ isMarked }) => isMarked) && { isMarked: true }),
    };
  });
  return nodes.toSorted((a, b) => Number(b.nodes !== undefined) - Number(a.nodes !== undefined));
}
