/** In dist a file of its own: it is large, and few projects have a file of a platform. */
export { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
