/** Where the project's tree lies in the image (docs/image.md). */
export const PROJECT_IN_IMAGE = '/project';
