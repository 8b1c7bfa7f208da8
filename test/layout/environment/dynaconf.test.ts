import { describe, expect, it } from 'vitest';
import { names } from './demanded.ts';

const settings = (options: string, before = ''): string =>
  `import dynaconf\nfrom dynaconf import Validator\n${before}\nsettings = dynaconf.DjangoDynaconf(__name__, ${options})\n`;
const demanding = 'validators=[Validator("API_KEY", "region.name", must_exist=True)]';

describe('validators of dynaconf', () => {
  it('demand what they name, by its variable', () => {
    expect(names(settings(demanding))).toBe('DJANGO_API_KEY DJANGO_REGION__NAME');
    expect(names(settings(`ENVVAR_PREFIX_FOR_DYNACONF="SHOP", ${demanding}`))).toBe('SHOP_API_KEY SHOP_REGION__NAME');
  });

  it('demand nothing that the module or a file of settings has', () => {
    expect(names(settings(demanding, 'API_KEY = "x"'))).toBe('DJANGO_REGION__NAME');
    const files = { 'settings.toml': '[default]\napi_key = "x"\n[default.region]\nname = "eu"\n' };
    expect(names(settings(demanding), { files })).toBe('');
  });

  it.each([
    'validators=[Validator("API_KEY")]',
    'validators=[Validator("API_KEY", must_exist=True, default="x")]',
    'validators=[Validator("API_KEY", must_exist=True, env="production")]',
    'validators=[Validator("API_KEY", must_exist=True, when=Validator("X", eq=1))]',
  ])('demand nothing with a default or under a condition: %s', (options) => {
    expect(names(settings(options))).toBe('');
  });
});

describe('validators that are registered late', () => {
  const late = (calls: string): string => `${settings('').replace(', )', ')')}${calls}`;

  it('demand once they are asked to', () => {
    const register = 'settings.validators.register(Validator("API_KEY", must_exist=True), Validator("REGION"))\n';
    expect(names(late(`${register}settings.validators.validate()\n`))).toBe('DJANGO_API_KEY');
    expect(names(late(register))).toBe('');
    expect(names(late(`API_KEY = "x"\n${register}settings.validators.validate()\n`))).toBe('');
  });
});

describe('an object of dynaconf', () => {
  const object = (code: string, options = 'envvar_prefix="SHOP", settings_files=["conf/shop.toml"]'): string =>
    `from dynaconf import Dynaconf\nconf = Dynaconf(${options})\n${code}\n`;
  const files = {
    'conf/shop.toml': '[default]\nhost = "x"\n[default.mail]\nport = 25\n',
    'core.py': 'A__B: int = 1\n',
  };
  const shown = (code: string, options?: string): string => names(object(code, options), { files });

  it.each([
    ['SECRET_KEY = conf.SECRET_KEY', 'SHOP_SECRET_KEY'],
    ['SECRET_KEY = conf["secret_key"]', 'SHOP_SECRET_KEY'],
    ['SECRET_KEY = conf.get("SECRET_KEY")', ''],
    ['HOSTS = conf.get("HOSTS").split()', 'SHOP_HOSTS'],
    ['if not conf.get("KEY"):\n    raise ValueError()', 'SHOP_KEY'],
    ['A = conf.HOST, conf.MAIL, conf.mail, conf.A', 'SHOP_A'],
    ['conf.load_file("core.py")\nA = conf.A', ''],
    ['conf.A = 1\nconf.set("B", 2)\nconf["C"] = 3\nX = conf.A, conf.B, conf.C', ''],
    ['other = Dynaconf()\nother.update(conf.to_dict())\nX = other.HOST, other.KEY', 'SHOP_KEY'],
    ['conf.update({"A": 1})\nX = conf.A, conf.B', 'SHOP_B'],
    ['conf.update(more())\nX = conf.A', ''],
    ['conf.load_file(path)\nX = conf.A', ''],
  ])('%s', (code, demanded) => {
    expect(shown(code)).toBe(demanded);
  });

  it('goes by its prefix, and demands nothing where values may come from elsewhere', () => {
    expect(shown('X = conf.KEY', '')).toBe('DYNACONF_KEY');
    expect(shown('X = conf.KEY', 'envvar_prefix=False')).toBe('KEY');
    expect(shown('X = conf.KEY', 'envvar_prefix="A,B"')).toBe('');
    expect(shown('X = conf.KEY', 'settings_files=files()')).toBe('');
    expect(shown('X = conf.KEY', 'vault_enabled=True')).toBe('');
    expect(shown('X = conf.KEY', '**options')).toBe('');
  });

  it('is also what the factory of django-ansible-base makes', () => {
    const made = 'from ansible_base.lib.dynamic_config import factory\nconf = factory(__name__, "EDA")\n';
    expect(names(`${made}X = conf.get("KEY").lower()\n`)).toBe('EDA_KEY');
  });
});
