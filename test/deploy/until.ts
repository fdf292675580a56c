/** Looks four times a second until there is something to see. @throws Error that says what was not seen. */
export const until = async <T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> => {
  for (let n = 0; n < seconds * 4; n += 1) {
    const seen = await look().catch(() => undefined);
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${what}: not within ${seconds} s`);
};
