import { basename } from 'node:path';
import type { Layout } from '../values/layout.ts';
import type { Picture, PictureNode } from '../values/report.ts';

/** A file that the picture shows, below the root of the project, and what it is. */
interface Shown {
  readonly path: string;
  readonly note: string;
  readonly isMarked?: true;
}

/** The project as it lies on the disk, and as it lies in the image: the files that decide, and the folders that lead to them. */
export function layoutPictures(layout: Layout): readonly Picture[] {
  const shown = shownOf(layout);
  const onDisk = shown.filter(({ path }) => !layout.managePyMade || path !== layout.managePy.value);
  const folder = layout.projectDir.value;
  const physical = folder === '.' ? '/project' : `/project/${folder}`;
  return [
    { caption: 'On your disk', nodes: [{ name: `${basename(layout.root)}/`, nodes: treeOf(onDisk) }] },
    {
      caption: 'In the image',
      nodes: [
        { name: '/project/', note: 'the whole tree, as it is', nodes: treeOf(shown) },
        { name: '/app', note: `a link to ${physical}`, isMarked: true },
        { name: '/venv/', note: 'Python packages' },
        { name: '/simple-deploy/', note: 'settings that are filled in, static files' },
        { name: '/data/', note: 'where a volume goes' },
      ],
    },
  ];
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
