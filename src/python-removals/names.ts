/**
 * What releases of Python removed, by the minor version of Python 3: https://docs.python.org/3/whatsnew/ of each, "Removed".
 * Modules that projects have under the same name (parser, formatter, chunk) are not here.
 */

export const removedModules: readonly { readonly since: number; readonly names: readonly string[] }[] = [
  { since: 9, names: ['xml.etree.cElementTree', '_dummy_threading', 'dummy_threading'] },
  { since: 11, names: ['binhex'] },
  { since: 12, names: ['asynchat', 'asyncore', 'distutils', 'imp', 'smtpd'] },
  {
    since: 13,
    names: ['aifc', 'audioop', 'cgi', 'cgitb', 'crypt', 'imghdr', 'lib2to3', 'mailcap', 'nis', 'nntplib'].concat([
      'pipes',
      'sndhdr',
      'spwd',
      'sunau',
      'telnetlib',
      'uu',
      'xdrlib',
    ]),
  },
];

/** Of collections; since 3.3 they are in collections.abc. */
const ABSTRACT =
  'Awaitable Callable Container Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence MutableSet Sequence Set Sized ValuesView'.split(
    ' ',
  );

export const removedNames: readonly {
  readonly module: string;
  readonly since: number;
  readonly names: readonly string[];
}[] = [
  { module: 'html.parser', since: 5, names: ['HTMLParseError'] },
  { module: 'cgi', since: 8, names: ['escape', 'parse_qs', 'parse_qsl'] },
  { module: 'platform', since: 8, names: ['dist', 'linux_distribution', 'popen'] },
  { module: 'time', since: 8, names: ['clock'] },
  { module: 'base64', since: 9, names: ['decodestring', 'encodestring'] },
  { module: 'fractions', since: 9, names: ['gcd'] },
  { module: 'collections', since: 10, names: ABSTRACT },
  { module: 'asyncio', since: 11, names: ['coroutine'] },
  { module: 'inspect', since: 11, names: ['formatargspec', 'getargspec'] },
  { module: 'configparser', since: 12, names: ['SafeConfigParser'] },
  { module: 'pkgutil', since: 12, names: ['ImpImporter', 'ImpLoader'] },
  { module: 'ssl', since: 12, names: ['match_hostname', 'wrap_socket'] },
  { module: 'unittest', since: 13, names: ['findTestCases', 'makeSuite'] },
  { module: 'ast', since: 14, names: ['Bytes', 'NameConstant', 'Num', 'Str'] },
];

/** What older code does that is an error since. */
export const removedSyntax: readonly { readonly says: RegExp; readonly since: number; readonly name: string }[] = [
  {
    says: /^Generator expression must be parenthesized/,
    since: 7,
    name: 'a generator without brackets of its own',
  },
  {
    // https://docs.python.org/3/whatsnew/3.11.html#removed
    says: /^(\w+\.)?translation\(\) got an unexpected keyword argument 'codeset'/,
    since: 11,
    name: 'codeset of gettext.translation()',
  },
  {
    // https://docs.python.org/3/whatsnew/3.12.html#importlib; whether it is six itself or a copy in another package
    says: /^No module named '(\w+\.)*six\.moves\b/,
    since: 12,
    name: 'find_module() of importers, by which six before 1.16 brings six.moves',
  },
  { says: /^__class__ not set defining/, since: 8, name: 'classes whose metaclass keeps __classcell__ back' },
];
