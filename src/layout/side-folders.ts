/** Folders that hold a Django project beside the one that is meant: a library's own tests, sandboxes, examples. */
const side = /^(tests?|testing|test_?(project|app|site)|sandbox|examples?|demos?|samples?|docs?|e2e|benchmarks?)$/i;

/** Whether a folder of that name holds projects that are rarely the one meant. */
export function isSideFolder(name: string): boolean {
  return side.test(name);
}
