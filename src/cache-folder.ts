import envPaths from 'env-paths';

/** The user's folder for what can be had again at any time; `XDG_CACHE_HOME` moves it on Linux. Never inside the project. */
export function cacheFolder(): string {
  return envPaths('simple-deploy', { suffix: '' }).cache;
}
