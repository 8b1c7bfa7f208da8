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
