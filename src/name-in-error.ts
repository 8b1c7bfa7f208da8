/** The dotted name that an import, an attribute or a setting with one asked for in vain, by the words of the error. Pure. */
export function nameInError(message: string): string | undefined {
  const module = /^No module named '([\w.]+)'/.exec(message)?.[1];
  if (module !== undefined) return module;
  const [, name, of] =
    /cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'/.exec(message) ?? [];
  if (name !== undefined) return `${of}.${name}`;
  const [, holder, lacks] =
    /[Mm]odule ['"]([\w.]+)['"] (?:does not define a|has no attribute) ['"](\w+)['"]/.exec(message) ?? [];
  return holder === undefined ? undefined : `${holder}.${lacks}`;
}
