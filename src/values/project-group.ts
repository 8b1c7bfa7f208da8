/** A dependency group, or an extra of the project itself, as the manifest spells it. */
export interface ProjectGroup {
  readonly kind: 'group' | 'extra';
  readonly name: string;
}

/** One that could be chosen, with the distributions that it names, normalised. */
export interface OfferedGroup extends ProjectGroup {
  readonly brings: readonly string[];
}
