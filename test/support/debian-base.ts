/** The base that set-up puts on the engine: Debian 12 with its Python 3.11. */
export const debianBase = 'simple-deploy-base/python:3.11-bookworm';
