const DEVELOPMENT =
  /(^|[-_./])(dev|devel|develop|developer|development|local|debug|tests?|testing|ci|e2e|override)([-_./]|$)/i;

/** Whether the name of a file, a folder or a service says that it is for those who develop or test, and not for a site that people visit. */
export function isForDevelopment(name: string): boolean {
  return DEVELOPMENT.test(name);
}
