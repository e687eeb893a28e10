/** Where the server of a static site reads the files; no image has a folder of that name. */
export const siteFolder = "/slipway-site";
