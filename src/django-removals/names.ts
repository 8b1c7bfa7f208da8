/** What a release of Django has no more: dotted names of modules or of what they hold, with what stands for each since, where something does. */
export interface Removals {
  /** The first version without them. */
  readonly since: string;
  readonly names: Readonly<Record<string, string>>;
}

const views = 'the class-based view of django.contrib.auth.views';
const percent = 'quote and unquote of urllib.parse';
const shown = 'gettext of the same module';

/**
 * Oldest first. The source of each release is the section "Features removed in" of its notes,
 * https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0 and so on; what the notes have elsewhere is
 * marked. Each name was looked up in the wheel of the release and in that of the one before.
 */
export const removals: readonly Removals[] = [
  {
    since: '1.9',
    names: {
      'django.utils.importlib': 'importlib',
      'django.utils.unittest': 'unittest',
      'django.utils.tzinfo': 'django.utils.timezone',
      'django.utils.dictconfig': 'logging.config',
      'django.forms.util': 'django.forms.utils',
      'django.contrib.admin.util': 'django.contrib.admin.utils',
      'django.db.models.loading': 'django.apps',
      'django.contrib.contenttypes.generic': 'django.contrib.contenttypes.fields',
      'django.utils.datastructures.SortedDict': 'collections.OrderedDict',
      'django.utils.datastructures.MergeDict': '',
      'django.core.cache.get_cache': 'django.core.cache.caches',
      'django.utils.functional.memoize': 'functools.lru_cache',
      'django.utils.module_loading.import_by_path': 'django.utils.module_loading.import_string',
      'django.contrib.sites.models.get_current_site': 'django.contrib.sites.shortcuts.get_current_site',
      'django.contrib.sites.models.RequestSite': 'django.contrib.sites.requests.RequestSite',
    },
  },
  {
    since: '1.10',
    names: {
      'django.conf.urls.patterns': 'a list of django.urls.re_path()',
      'django.core.management.base.NoArgsCommand': 'django.core.management.base.BaseCommand',
      'django.core.context_processors': 'django.template.context_processors',
      'django.template.resolve_variable': '',
      'django.utils.checksums': '',
      'django.db.models.fields.subclassing': 'Field.from_db_value()',
    },
  },
  {
    since: '2.0',
    names: {
      'django.core.urlresolvers': 'django.urls',
      'django.forms.extras': 'django.forms',
      'django.contrib.gis.geoip': 'django.contrib.gis.geoip2',
      // https://docs.djangoproject.com/en/stable/releases/2.0/#miscellaneous
      'django.contrib.auth.middleware.SessionAuthenticationMiddleware': 'nothing; the line can go',
      'django.views.i18n.javascript_catalog': 'django.views.i18n.JavaScriptCatalog',
      'django.views.i18n.json_catalog': 'django.views.i18n.JSONCatalog',
      'django.utils.functional.allow_lazy': 'django.utils.functional.keep_lazy',
      'django.utils.safestring.mark_for_escaping': 'django.utils.html.conditional_escape',
      'django.template.loaders.eggs': '',
    },
  },
  {
    since: '2.1',
    names: {
      'django.contrib.auth.views.login': views,
      'django.contrib.auth.views.logout': views,
      'django.contrib.auth.views.password_change': views,
      'django.contrib.auth.views.password_change_done': views,
      'django.contrib.auth.views.password_reset': views,
      'django.contrib.auth.views.password_reset_done': views,
      'django.contrib.auth.views.password_reset_confirm': views,
      'django.contrib.auth.views.password_reset_complete': views,
      'django.db.models.permalink': 'django.urls.reverse()',
      'django.utils.translation.string_concat': 'django.utils.text.format_lazy()',
    },
  },
  {
    since: '3.0',
    names: {
      // https://docs.djangoproject.com/en/stable/releases/3.0/#removed-private-python-2-compatibility-apis
      'django.utils.six': 'the package six',
      'django.utils.lru_cache': 'functools.lru_cache',
      'django.utils._os.upath': '',
      'django.utils._os.npath': '',
      'django.utils._os.abspathu': 'os.path.abspath',
      'django.utils.encoding.python_2_unicode_compatible': 'nothing; the decorator can go',
      'django.utils.functional.curry': 'functools.partial',
      'django.utils.decorators.available_attrs': 'functools.WRAPPER_ASSIGNMENTS',
      'django.utils.decorators.ContextDecorator': 'contextlib.ContextDecorator',
      'django.utils.safestring.SafeBytes': '',
      'django.utils.http.cookie_date': 'django.utils.http.http_date',
      'django.shortcuts.render_to_response': 'django.shortcuts.render',
      'django.db.backends.postgresql_psycopg2': 'django.db.backends.postgresql',
      'django.contrib.staticfiles.templatetags': 'django.templatetags.static',
      'django.contrib.admin.templatetags.admin_static': 'django.templatetags.static',
    },
  },
  {
    since: '3.1',
    names: {
      'django.utils.timezone.FixedOffset': 'datetime.timezone',
      'django.core.paginator.QuerySetPaginator': 'django.core.paginator.Paginator',
      'django.contrib.staticfiles.storage.CachedStaticFilesStorage':
        'django.contrib.staticfiles.storage.ManifestStaticFilesStorage',
      'django.contrib.postgres.fields.FloatRangeField': 'DecimalRangeField of the same module',
      'django.contrib.postgres.forms.FloatRangeField': 'DecimalRangeField of the same module',
      // https://docs.djangoproject.com/en/stable/releases/3.1/#miscellaneous
      'django.db.models.fields.FieldDoesNotExist': 'django.core.exceptions.FieldDoesNotExist',
      'django.db.models.query.EmptyResultSet': 'django.core.exceptions.EmptyResultSet',
      'django.db.models.sql.datastructures.EmptyResultSet': 'django.core.exceptions.EmptyResultSet',
    },
  },
  {
    since: '4.0',
    names: {
      'django.conf.urls.url': 're_path of django.urls',
      'django.utils.translation.ugettext': shown,
      'django.utils.translation.ugettext_lazy': 'gettext_lazy of the same module',
      'django.utils.translation.ugettext_noop': 'gettext_noop of the same module',
      'django.utils.translation.ungettext': 'ngettext of the same module',
      'django.utils.translation.ungettext_lazy': 'ngettext_lazy of the same module',
      'django.utils.encoding.force_text': 'force_str of the same module',
      'django.utils.encoding.smart_text': 'smart_str of the same module',
      'django.utils.http.urlquote': percent,
      'django.utils.http.urlquote_plus': percent,
      'django.utils.http.urlunquote': percent,
      'django.utils.http.urlunquote_plus': percent,
      'django.utils.http.is_safe_url': 'url_has_allowed_host_and_scheme of the same module',
      'django.utils.text.unescape_entities': 'html.unescape',
      'django.db.models.query_utils.InvalidQuery': 'django.core.exceptions.FieldError',
      'django.contrib.postgres.fields.jsonb.KeyTransform': 'django.db.models.fields.json.KeyTransform',
      'django.contrib.postgres.fields.jsonb.KeyTextTransform': 'django.db.models.fields.json.KeyTextTransform',
      'django.contrib.postgres.forms.JSONField': 'django.forms.JSONField',
      'django.contrib.postgres.forms.jsonb': 'django.forms.JSONField',
    },
  },
  {
    since: '4.1',
    names: {
      'django.core.cache.backends.memcached.MemcachedCache': 'PyMemcacheCache of the same module',
    },
  },
  {
    since: '5.0',
    names: {
      'django.utils.timezone.utc': 'datetime.timezone.utc',
      'django.utils.baseconv': '',
      'django.utils.datetime_safe': 'datetime',
      'django.contrib.sessions.serializers.PickleSerializer': 'JSONSerializer of the same module',
      'django.contrib.auth.hashers.CryptPasswordHasher': '',
      'django.contrib.gis.admin.OSMGeoAdmin': 'GISModelAdmin of the same module',
      'django.contrib.gis.admin.GeoModelAdmin': 'ModelAdmin of the same module',
    },
  },
  {
    since: '5.1',
    names: {
      'django.core.files.storage.get_storage_class': 'django.core.files.storage.storages',
      'django.contrib.auth.hashers.SHA1PasswordHasher': '',
      'django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher': '',
      'django.contrib.auth.hashers.UnsaltedMD5PasswordHasher': '',
      'django.contrib.postgres.fields.CIText': '',
    },
  },
  {
    since: '6.0',
    names: {
      // https://docs.djangoproject.com/en/stable/releases/5.1/#features-deprecated-in-5-1
      'django.utils.itercompat': 'collections.abc.Iterable',
    },
  },
];
