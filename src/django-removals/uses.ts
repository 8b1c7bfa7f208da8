/** What is no name to import: how the error of the release says it, and what it is about. */
export interface RemovedUse {
  readonly since: string;
  readonly says: RegExp;
  readonly name: string;
  readonly instead: string;
}

const migrated = (field: string): RegExp => new RegExp(`(?:^|\\.)${field} (?:has been|is) removed except`);

/** Oldest first, from the same notes as the names (names.ts). */
export const removedUses: readonly RemovedUse[] = [
  {
    since: '1.10',
    says: /^view must be a callable or a list\/tuple in the case of include\(\)/,
    name: 'views that URL patterns name by a string',
    instead: 'the view itself, imported',
  },
  {
    since: '2.0',
    says: /(?:^|(?:ForeignKey|OneToOneField)\.)__init__\(\) missing 1 required positional argument: 'on_delete'/,
    name: 'relations without on_delete',
    instead: 'on_delete=models.CASCADE, what it was before',
  },
  {
    since: '2.0',
    says: /^Specifying a namespace in include\(\) without providing an app_name/,
    name: 'include() with a namespace and no app_name',
    instead: 'app_name = "…" in the included module',
  },
  {
    since: '2.0',
    says: /^Passing a 3-tuple to include\(\)/,
    name: 'include(admin.site.urls)',
    instead: 'admin.site.urls without include()',
  },
  {
    since: '2.0',
    says: migrated('CommaSeparatedIntegerField'),
    name: 'CommaSeparatedIntegerField',
    instead: 'CharField',
  },
  {
    since: '4.0',
    says: /unexpected keyword argument 'providing_args'/,
    name: 'providing_args of Signal',
    instead: 'nothing; the argument can go',
  },
  { since: '4.0', says: migrated('NullBooleanField'), name: 'NullBooleanField', instead: 'BooleanField(null=True)' },
  {
    since: '4.0',
    says: migrated('postgres\\.fields\\.JSONField'),
    name: 'django.contrib.postgres.fields.JSONField',
    instead: 'models.JSONField',
  },
  {
    since: '4.0',
    says: /^get_random_string\(\) missing 1 required positional argument: 'length'/,
    name: 'get_random_string() without a length',
    instead: 'get_random_string(12)',
  },
  {
    since: '4.0',
    says: /MiddlewareMixin\.__init__\(\) missing 1 required positional argument: 'get_response'/,
    name: 'MiddlewareMixin without get_response',
    instead: '',
  },
  {
    since: '4.0',
    says: /request' object has no attribute 'is_ajax'/i,
    name: 'HttpRequest.is_ajax()',
    instead: 'request.headers.get("x-requested-with") == "XMLHttpRequest"',
  },
  {
    since: '5.1',
    says: migrated('postgres\\.fields\\.CI(?:Char|Email|Text)Field'),
    name: 'case-insensitive fields of django.contrib.postgres',
    instead: 'db_collation',
  },
  {
    since: '5.1',
    says: /'class Meta' got invalid attribute\(s\): index_together/,
    name: 'index_together of Meta',
    instead: 'indexes',
  },
  {
    since: '5.1',
    says: /object has no attribute 'make_random_password'/,
    name: 'make_random_password()',
    instead: 'secrets.token_urlsafe()',
  },
  {
    since: '6.0',
    // https://docs.djangoproject.com/en/stable/releases/5.1/#features-deprecated-in-5-1
    says: /^CheckConstraint\.__init__\(\) got an unexpected keyword argument 'check'/,
    name: 'check of CheckConstraint',
    instead: 'condition',
  },
];
