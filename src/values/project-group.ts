/** A dependency group, or an extra of the project itself, as the manifest spells it. */
export interface ProjectGroup {
  readonly kind: 'group' | 'extra';
  readonly name: string;
}
