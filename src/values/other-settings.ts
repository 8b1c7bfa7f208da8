/** Settings that another place names than the one whose settings the image uses. */
export interface OtherSettings {
  readonly module: string;
  readonly where: string;
  /** It has no file, or only a package whose `__init__.py` is empty. */
  readonly lacks?: 'file' | 'settings';
}
