import type { PlatformProblem } from '../problems/platform.ts';
import type { WordsOf } from './words.ts';

type ImageProblem = Extract<PlatformProblem, { readonly code: `image-${string}` | `${string}-image-missing` }>;

/** What is wrong with an image that is to run, or with one of a server beside it. */
export const platformImages: WordsOf<ImageProblem> = {
  'image-before-gone': ({ app, reference }) => ({
    what: `The image that ran before in ${app} was removed from the engine: ${reference}.`,
    next: ['Check out the earlier state of the project and push it.'],
  }),
  'image-lacks-database': ({ reference, has, wanted }) => ({
    what: `The image ${reference} was built for ${has} and has no driver for ${wanted}.`,
    next: [`Build it again with --database ${wanted}, then push that one.`],
  }),
  'image-for-other-machine': ({ reference, has, wanted }) => ({
    what: `The image ${reference} is for ${has}; here ${wanted} is needed.`,
    next: [`Build it again with --platform ${wanted}.`],
  }),
  'database-image-missing': ({ reference, reason }) => ({
    what: `The image of the database server, ${reference}, is not at hand and cannot be pulled: ${reason}.`,
    next: [
      'Name one that the engine has with --database-image REFERENCE (one that takes the variables of the official image),',
      'or give the address of a server that runs with --env DATABASE_URL=…',
      ...(reference.startsWith('postgis/')
        ? [`${reference} is made for amd64 alone: on another machine, name another one with PostGIS.`]
        : []),
    ],
  }),
  'redis-image-missing': ({ reference, reason }) => ({
    what: `The project needs Redis, and its image ${reference} is not at hand and cannot be pulled: ${reason}.`,
    next: [
      'Give the address of one that runs with --env REDIS_URL=redis://…,',
      'name an image that the engine has with --redis-image REFERENCE (one that follows the official image),',
      'or go without: --redis-image none',
    ],
  }),
};
