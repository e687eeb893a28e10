/** Makes the built program in a folder. */
export function buildBot(outdir: string): Promise<void>;
