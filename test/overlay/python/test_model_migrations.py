"""model_migrations.py: tables and columns that the migrations of the project's own apps do not make."""
import unittest

from projects import SETTINGS
from test_examine import examined

SHOP = SETTINGS.replace("INSTALLED_APPS = [", "INSTALLED_APPS = ['shop', ")
MODELS = """
from django.db import models
class Order(models.Model):
    text = models.CharField(max_length=10, choices=[('a', 'b')])
    class Meta:
        app_label = 'shop'
class Old(models.Model):
    class Meta:
        managed = False
class Like(Order):
    class Meta:
        proxy = True
"""
INITIAL = """
from django.db import migrations, models
class Migration(migrations.Migration):
    initial = True
    dependencies = [{}]
    operations = [
        migrations.CreateModel('Order', [('id', models.AutoField(primary_key=True)), ('text', models.CharField(max_length=9))]),
        migrations.CreateModel('Old', [('id', models.AutoField(primary_key=True))], options={{'managed': False}}),
        migrations.CreateModel('Like', [], options={{'proxy': True}}, bases=('shop.order',)),
    ]
"""
MORE = "\nclass Line(models.Model):\n    order = models.ForeignKey(Order, on_delete=models.CASCADE)\n"
KEYS = ("unmigrated", "unmigratedChanges", "migrationHeads", "migrationsFail")


def found(files, settings=SHOP):
    """What the facts say of migrations."""
    all_files = {"site_/settings.py": settings, "shop/__init__.py": "", "shop/models.py": MODELS, **files}
    facts = examined(all_files)
    return {key: facts[key] for key in KEYS if facts.get(key)}


MADE = {"shop/migrations/__init__.py": "", "shop/migrations/0001_initial.py": INITIAL.format("")}
NONE = {"unmigrated": [{"app": "shop", "models": ["Order"], "folder": "shop/migrations"}]}


class Migrations(unittest.TestCase):
    def test_that_an_app_does_not_have_are_told(self):
        self.assertEqual(found({}), NONE)

    def test_are_none_where_the_package_is_empty(self):
        self.assertEqual(found({"shop/migrations/__init__.py": ""}), NONE)

    def test_that_make_all_of_it_are_no_matter_of_words(self):
        # The length of a text and its choices differ: no page breaks by that.
        self.assertEqual(found(MADE), {})
        more = "\nclass Read(Order):\n    class Meta:\n        proxy = True\nclass View(models.Model):\n    class Meta:\n        managed = False\n"
        self.assertEqual(found({**MADE, "shop/models.py": MODELS + more}), {})

    def test_that_lack_a_table_or_a_column_are_told(self):
        files = {**MADE, "shop/models.py": MODELS.replace("    text =", "    note = models.TextField()\n    text =") + MORE}
        self.assertEqual(found(files), {"unmigratedChanges": [{"app": "shop", "models": ["Line", "order.note"]}]})

    def test_that_are_switched_off_or_elsewhere_are_meant(self):
        self.assertEqual(found({}, SHOP + "\nMIGRATION_MODULES = {'shop': None}\n"), {})
        elsewhere = {name.replace("shop/migrations", "moved"): text for name, text in MADE.items()}
        self.assertEqual(found(elsewhere, SHOP + "\nMIGRATION_MODULES = {'shop': 'moved'}\n"), {})

    def test_are_not_asked_for_without_tables(self):
        self.assertEqual(found({"shop/models.py": MODELS.replace("Order(", "Order_(").replace("    class Meta:\n        app", "    class Meta:\n        abstract = True\n        app").replace("Like(Order)", "Like(Old)")}), {})
        self.assertEqual(found({}, SHOP + "\nDATABASES = {}\n"), {})
        router = "class Router:\n    def allow_migrate(self, db, app_label, **hints):\n        return app_label != 'shop'\n"
        self.assertEqual(found({"site_/router.py": router}, SHOP + "\nDATABASE_ROUTERS = ['site_.router.Router']\n"), {})

    def test_that_do_not_load_are_told_with_their_line(self):
        broken = {**MADE, "shop/migrations/0001_initial.py": INITIAL.format("") + "\nimport nowhere_at_all\n"}
        self.assertIn("No module named 'nowhere_at_all' (shop/migrations/0001_initial.py:12)", found(broken)["migrationsFail"])
        lost = {**MADE, "shop/migrations/0001_initial.py": INITIAL.format("('shop', '0000_lost')")}
        self.assertIn("0000_lost", found(lost)["migrationsFail"])

    def test_that_build_on_those_of_an_app_without_any_name_that_app(self):
        blog = {"blog/__init__.py": "", "blog/models.py": MODELS.replace("'shop'", "'blog'")}
        on_blog = {**MADE, "shop/migrations/0001_initial.py": INITIAL.format("('blog', '__first__')")}
        both = SHOP.replace("'shop', ", "'shop', 'blog', ")
        self.assertEqual(found({**blog, **on_blog}, both),
                         {"unmigrated": [{"app": "blog", "models": ["Order"], "folder": "blog/migrations"}]})

    def test_that_have_two_ends_are_told(self):
        second = "from django.db import migrations\nclass Migration(migrations.Migration):\n    dependencies = [('shop', '0001_initial')]\n"
        files = {**MADE, "shop/migrations/0002_a.py": second, "shop/migrations/0002_b.py": second}
        self.assertEqual(found(files), {"migrationHeads": {"shop": ["0002_a", "0002_b"]}})
