/**
 * Distributions that need no Django app besides themselves, as their metadata has it: where a project requires nothing
 * else, what they need cannot be the app that it lacks.
 */
const alone = `
  django asgiref sqlparse pytz tzdata typing-extensions
  psycopg psycopg2 psycopg2-binary psycopg-binary mysqlclient pymysql dj-database-url
  gunicorn uvicorn daphne whitenoise
  python-decouple python-dotenv django-environ environs
  pillow redis requests boto3 stripe markdown bleach beautifulsoup4 reportlab faker
  djangorestframework django-cors-headers django-filter django-extensions django-debug-toolbar django-crispy-forms
  django-storages django-redis django-mptt django-taggit django-widget-tweaks django-import-export sorl-thumbnail
  black flake8 isort pylint coverage pytest
`;

const names: ReadonlySet<string> = new Set(alone.trim().split(/\s+/));

/** Whether a distribution, by its normalised name, brings no app but its own. */
export function bringsNoApp(name: string): boolean {
  return names.has(name);
}
