/** What the stages of our Dockerfile do, for people. A test holds them against the template. */
export const STAGE_TITLES: Readonly<Record<string, string>> = {
  probe: 'Check the base image',
  packages: 'Install the Python packages',
  libraries: 'Install the system libraries that the packages load',
  'frontend-tree': 'Take what the front end is built from',
  frontend: 'Build the front end',
  overlay: 'Add what completes the settings',
  linked: 'Look for the libraries that packages are linked with',
  app: 'Import the settings, collect static files, compile the code',
};

/**
 * A build step in words: "[packages 1/2] RUN --mount=… python3 …" becomes "Install the Python packages (1 of 2)".
 * Undefined for the engine's housekeeping and for steps that only put layers together.
 */
export function buildStepTitle(name: string): string | undefined {
  if (name === '[internal] load build context') return 'Send what changed to the engine';
  if (name.startsWith('exporting')) return 'Store the image';
  const {
    stage = '',
    step,
    steps,
  } = /^\[(?:\S+\/\S+ )?(?<stage>\S+) +(?<step>\d+)\/(?<steps>\d+)\] RUN /.exec(name)?.groups ?? {};
  const title = STAGE_TITLES[stage.replace(/^(frontend)-\d+$/, '$1')];
  return title === undefined || steps === '1' ? title : `${title} (${step} of ${steps})`;
}
