import { describe, expect, it } from 'vitest';
import { found, names } from './demanded.ts';

const raising = (condition: string): string => `
import os
from pathlib import Path
import environ
BASE_DIR = Path(__file__).resolve().parent.parent
root = environ.Path(__file__) - 2
KEY = os.environ.get("KEY")
if not KEY and not ${condition}:
    raise RuntimeError("no key")
`;

describe('a file that the project does not have', () => {
  it.each([
    'os.path.exists(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), ".key"))',
    'os.path.isfile("/project/.key")',
    '(BASE_DIR / ".key").exists()',
    'BASE_DIR.joinpath("secrets", ".key").is_file()',
    'os.path.exists(f"{BASE_DIR}/.key")',
    'os.path.exists(root(".key"))',
    'Path(__file__).parents[1].joinpath(".key").exists()',
    'os.path.exists(str(BASE_DIR) + "/.key")',
  ])('is none: %s', (condition) => {
    expect(names(raising(condition))).toBe('KEY');
  });

  it.each([
    ['it has one that may be left out', '(BASE_DIR / ".key").exists()', { '.key': 'x' }],
    ['it lies beyond the project', 'os.path.exists("/etc/key")', {}],
    ['it lies in a folder that is never looked into', '(BASE_DIR / "node_modules" / "key").exists()', {}],
  ])('is not known when %s', (_, condition, files) => {
    expect(names(raising(condition), { files })).toBe('');
  });
});

describe('files that the settings name', () => {
  const filesRead = (text: string, files: Readonly<Record<string, string>>) =>
    found(`import os, json\nfrom pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\n${text}`, {
      files,
    }).filesRead.map(({ value, origin, why }) => [value, (origin as { line: number }).line, why]);

  it.each([
    ['from dotenv import load_dotenv\nload_dotenv(BASE_DIR / "shop.env")', 'shop.env', 5],
    ['from dotenv import load_dotenv\nload_dotenv("shop.env")', 'shop.env', 5],
    ['import environ\nenv = environ.Env()\nenv.read_env(os.path.join(BASE_DIR, "shop.env"))', 'shop.env', 6],
    ['with open(BASE_DIR / "credentials.json") as f:\n    json.load(f)', 'credentials.json', 4],
    ['KEYS = json.loads((BASE_DIR / "credentials.json").read_text())', 'credentials.json', 4],
    ['GOOGLE = str(BASE_DIR / "credentials.json")', 'credentials.json', 4],
    ['DATABASES = {"default": {"OPTIONS": {"ca": BASE_DIR / "ca.pem"}}}', 'ca.pem', 4],
  ])('%s', (text, path, line) => {
    expect(filesRead(text, { [path]: '' })).toEqual([[path, line, expect.any(String)]]);
    expect(filesRead(text, {})).toEqual([]);
  });

  it.each([
    'from dotenv import load_dotenv\nload_dotenv()',
    'import environ\nenviron.Env.read_env()',
    'from decouple import config\nX = config("X", default="")',
  ])('are the nearest .env where none is told: %s', (text) => {
    expect(filesRead(text, { '.env': '', 'other/.env': '' })).toEqual([['.env', 5, expect.any(String)]]);
  });
});

describe('a value that the settings refuse', () => {
  const refusing = (condition: string): string => `
import os
from urllib.parse import urlparse
ENV = os.getenv("ENV", "production").lower()
def text(name, default=""):
    value = os.getenv(name, default)
    return value.strip() if isinstance(value, str) else ""
ADDRESS = text("PUBLIC_URL") or text("URL", "http://localhost:3000/x")
parsed = urlparse(ADDRESS)
if ${condition}:
    raise ValueError()
`;

  it.each([
    'parsed.hostname in {"localhost", "127.0.0.1"}',
    'ENV not in ("development", "test") and (parsed.hostname or "").lower() == "localhost"',
    'parsed.scheme != "https"',
    'parsed.netloc == "localhost:3000"',
    'parsed.path == "/x"',
  ])('is what its first variable is demanded for: %s', (condition) => {
    expect(names(refusing(condition))).toBe('PUBLIC_URL');
  });

  it('is not demanded when it is let pass', () => {
    expect(names(refusing('parsed.hostname == "example.org"'))).toBe('');
    expect(names(refusing('ENV == "development" and parsed.hostname == "localhost"'))).toBe('');
  });
});

describe('not, before an operand of and and or', () => {
  it.each([
    ['not KEY and not unknown()', ''],
    ['not KEY and True', 'KEY'],
    ['not KEY or unknown()', 'KEY'],
    ['not KEY and False or False', ''],
    ['not (KEY and unknown())', 'KEY'],
  ])('belongs to the first alone: %s', (condition, demanded) => {
    expect(names(`import os\nKEY = os.environ.get("KEY")\nif ${condition}:\n    raise RuntimeError()\n`)).toBe(
      demanded,
    );
  });
});
