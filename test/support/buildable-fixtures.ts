import type { BuildOptions } from '../../src/values/build-options.ts';

/** Every fixture that an image can be made of, with the options its tests build it with. */
export const buildableFixtures: readonly (readonly [name: string, options: Partial<BuildOptions>])[] = [
  ['nested-same-name', {}],
  ['flat', {}],
  ['two-levels', {}],
  ['parent-base-dir', {}],
  ['uv-nested', {}],
  ['asgi', {}],
  ['split-settings', {}],
  ['startproject-plain', { database: 'postgres' }],
];
