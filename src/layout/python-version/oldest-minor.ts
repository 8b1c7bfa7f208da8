/** The oldest Python 3 that an image can be made with: the installer and our part of the image run on it. */
export const OLDEST_MINOR = 8;
