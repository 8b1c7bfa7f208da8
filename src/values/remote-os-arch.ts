/** What all platforms run; an image for one machine of another kind is of no use to most who pull it. */
export const REMOTE_OS_ARCH: string = 'linux/amd64';
