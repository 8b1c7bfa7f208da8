import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { askIndex } from '../../../scripts/check-packages/ask-index.ts';
import { startIndex, type ArchiveToOffer, type Manners, type SmallIndex } from '../../support/small-index.ts';

let index: SmallIndex | undefined;
afterEach(() => index?.stop());

async function offered(archives: readonly ArchiveToOffer[], manners: Manners = {}, name = 'Cart.Kit') {
  index = await startIndex({ 'cart-kit': archives }, manners);
  const url = new URL(index.url);
  [url.username = '', url.password = ''] = manners.login?.split(':') ?? [];
  return await askIndex(url, name);
}

function wheel(version: string, module: string, more: Readonly<Record<string, string>> = {}): ArchiveToOffer {
  const metadata = `Metadata-Version: 2.1\nName: cart-kit\nVersion: ${version}\n`;
  const files = { [`${module}/__init__.py`]: '', [`cart_kit-${version}.dist-info/METADATA`]: metadata, ...more };
  return { name: `cart_kit-${version}-py3-none-any.whl`, files };
}

const source = (version: string, files: Readonly<Record<string, string>>): ArchiveToOffer => ({
  name: `cart-kit-${version}.tar.gz`,
  files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`cart-kit-${version}/${name}`, text])),
});

describe('the newest version', () => {
  const withdrawn = { ...wheel('3.0', 'c'), isYanked: true };

  it.each([true, false])('is the greatest release that is not withdrawn, from JSON: %s', async (json) => {
    const found = await offered([wheel('1.9', 'a'), wheel('1.10', 'b'), wheel('2.0rc1', 'd'), withdrawn], { json });
    expect(found).toEqual({ name: 'cart-kit', version: '1.10', modules: new Set(['b']) });
  });

  it('is another where there is no release', async () => {
    expect((await offered([wheel('2.0rc1', 'd'), withdrawn]))?.version).toBe('2.0rc1');
    index?.stop();
    expect((await offered([withdrawn]))?.version).toBe('3.0');
  });

  it('is what a wheel holds where there is one, and of wheels that for every machine', async () => {
    const other = (tag: string, module: string) => ({ ...wheel('1.0', module), name: `cart_kit-1.0-${tag}.whl` });
    const linux = other('cp313-cp313-manylinux_2_17_x86_64', 'linux');
    const windows = other('cp313-cp313-win_amd64', 'windows');
    const given = [source('1.0', { 's.py': '' }), windows, linux];
    expect((await offered(given))?.modules).toEqual(new Set(['linux']));
    index?.stop();
    expect((await offered([...given, other('1-py2.py3-none-any', 'any')]))?.modules).toEqual(new Set(['any']));
  });

  it('is none where the index has no such name, no archive, or archives of other names', async () => {
    expect(await offered([wheel('1.0', 'a')], {}, 'shop')).toBeUndefined();
    index?.stop();
    expect(await offered([{ name: 'cart-kit-extra-1.0.tar.gz', files: {} }])).toBeUndefined();
  });
});

describe('modules', () => {
  it('of a wheel, those below its .data as well; nothing of what lies beside them', async () => {
    const files = { 'cart_kit-1.0.data/purelib/basket.py': '', 'cart_kit-1.0.data/scripts/run.py': '' };
    expect((await offered([wheel('1.0', 'cart', files)]))?.modules).toEqual(new Set(['cart', 'basket']));
  });

  it('of a source by what setuptools wrote down, else by where Python lies', async () => {
    const written = { 'cart_kit.egg-info/top_level.txt': 'cart\nbasket\n', 'tests/__init__.py': '' };
    expect((await offered([source('1.0', written)]))?.modules).toEqual(new Set(['cart', 'basket']));
    index?.stop();
    const plain = { 'setup.py': '', 'src/cart/__init__.py': '', 'basket.py': '', 'docs/conf.py': '' };
    expect((await offered([source('1.0', plain)]))?.modules).toEqual(new Set(['cart', 'basket']));
  });

  it('are read by ranges where the server gives them, else from the whole', async () => {
    const large = wheel('1.0', 'cart', { 'cart/data.txt': randomBytes(2_000_000).toString('hex') });
    expect((await offered([large], { ranges: true }))?.modules).toEqual(new Set(['cart']));
    expect(index?.sent()).toBeLessThan(400_000);
    index?.stop();
    expect((await offered([large]))?.modules).toEqual(new Set(['cart']));
    expect(index?.sent()).toBeGreaterThan(4_000_000);
  });
});

describe('warnings', () => {
  const metadata = (lines: string) => ({
    'cart_kit-1.0.dist-info/METADATA': `Metadata-Version: 2.1\nName: cart-kit\n${lines}\n\nDeprecated since never.\n`,
  });

  it.each([
    ['Summary: Deprecated, use basket', 'Deprecated, use basket'],
    ['Classifier: Development Status :: 7 - Inactive', 'Development Status :: 7 - Inactive'],
    ['Summary: A cart', undefined],
    ['Classifier: Development Status :: 5 - Production/Stable', undefined],
  ])('%s', async (lines, warning) => {
    expect((await offered([wheel('1.0', 'cart', metadata(lines))]))?.warning).toBe(warning);
  });

  it('are what the index marks the project with, other than active', async () => {
    const marked = (status: string, reason?: string) =>
      offered([wheel('1.0', 'cart')], {
        json: true,
        status: { 'cart-kit': { status, ...(reason === undefined ? {} : { reason }) } },
      });
    expect((await marked('archived'))?.warning).toBe('archived');
    index?.stop();
    expect((await marked('deprecated', 'use basket'))?.warning).toBe('deprecated: use basket');
    index?.stop();
    expect((await marked('active'))?.warning).toBeUndefined();
  });
});

describe('an index', () => {
  it('with a password is asked with what stands in its address, and so are its files', async () => {
    expect((await offered([wheel('1.0', 'cart')], { login: 'u:p4ss' }))?.version).toBe('1.0');
  });

  it('that refuses, or whose file is none, is an error and no answer', async () => {
    index = await startIndex({ 'cart-kit': [wheel('1.0', 'cart')] }, { login: 'u:p4ss' });
    const asked = askIndex(new URL(index.url), 'cart-kit');
    await expect(asked).rejects.toThrow(/\/simple\/cart-kit\/ answers HTTP 401$/);
    index.stop();
    await expect(
      offered([
        { name: 'cart_kit-1.0.tar.gz', files: {} },
        { ...wheel('1.1', 'x'), name: 'cart_kit-1.1.zip' },
      ]),
    ).rejects.toThrow(/zip/i);
  });
});
