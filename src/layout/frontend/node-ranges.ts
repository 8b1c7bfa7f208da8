/** How ranges of versions of Node relate. In dist a file of its own: semver prepares all its patterns when it is loaded, and few projects have a front end. */
export { default as intersects } from 'semver/ranges/intersects.js';
export { default as subset } from 'semver/ranges/subset.js';
export { default as validRange } from 'semver/ranges/valid.js';
