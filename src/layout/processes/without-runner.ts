/**
 * What starts a command in a virtual environment, with the options of it, some of which take a value:
 * https://docs.astral.sh/uv/reference/cli/#uv-run and its like.
 */
const runner =
  /(^|[\s;&|(])(?:poetry|pipenv|pdm|uv|rye)\s+run\s+(?:(?:(?:--(?:(?:only-|no-)?group|(?:no-)?extra|env-file|with(?:-\w+)?|package|directory|project|python)|-[pPC])\s+\S+|--|-[\w-]+(?:=\S+)?)\s+)*(\S+\.py(?=\s|$))?/g;

/** `python3.11 -m celery`: the image has one Python, of whatever version. */
const versioned = /(^|[\s;&|(])python3\.\d+(?=\s)/g;

/** A line without that: the image has none of these programs, and one environment. `uv run x.py` is one of Python. */
export function withoutRunner(line: string): string {
  return line
    .replaceAll(runner, (_, before: string, script?: string) =>
      script === undefined ? before : `${before}python ${script}`,
    )
    .replaceAll(versioned, '$1python');
}
