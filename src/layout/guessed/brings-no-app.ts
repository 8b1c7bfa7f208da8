/**
 * Distributions that need no Django app besides themselves, or none but those behind the arrow, as their metadata has it: where
 * a project requires nothing else, what they need cannot be the app that it lacks.
 */
const alone = `
  django asgiref sqlparse pytz tzdata typing-extensions
  psycopg psycopg2 psycopg2-binary psycopg-binary mysqlclient pymysql dj-database-url
  gunicorn uvicorn daphne whitenoise
  python-decouple python-dotenv django-environ environs
  pillow redis requests boto3 stripe markdown bleach beautifulsoup4 reportlab faker
  djangorestframework django-cors-headers django-filter django-extensions django-debug-toolbar django-crispy-forms
  django-storages django-redis django-mptt django-taggit django-widget-tweaks django-import-export sorl-thumbnail
  djangorestframework-simplejwt>djangorestframework drf-yasg>djangorestframework drf-spectacular>djangorestframework
  drf-nested-routers>djangorestframework crispy-bootstrap4>django-crispy-forms crispy-bootstrap5>django-crispy-forms
  channels channels-redis>channels celery django-celery-results django-allauth django-countries django-jazzmin django-htmx
  cloudinary django-cloudinary-storage pyjwt certifi charset-normalizer chardet idna urllib3 six python-dateutil pyyaml
  openpyxl xlsxwriter numpy pandas qrcode razorpay twilio openai cryptography packaging
  black flake8 isort pylint coverage pytest
`;

const apps: ReadonlyMap<string, string | undefined> = new Map(
  alone
    .trim()
    .split(/\s+/)
    .map((each) => each.split('>') as [string, string?])
    .map(([name, brought]) => [name, brought]),
);

/** Whether all apps are known that a distribution, by its normalised name, brings: its own, and `broughtBy` gives. */
export function bringsNoApp(name: string): boolean {
  return apps.has(name);
}

/** The distribution of the one other app that a distribution brings. */
export function broughtBy(name: string): string | undefined {
  return apps.get(name);
}
