/** Answers that the functions are deployed and run. Tells nothing else, since it is open to all. */
export const handler = async () => ({ status: 'ok' });
