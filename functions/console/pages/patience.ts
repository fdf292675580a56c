/** Milliseconds for which an answer is waited for: API Gateway gives up after 30,000. */
const patience = 35_000;

/** Thrown where no answer came in time. */
export class NoAnswer extends Error {}

/** Fetches, and gives up where nothing answers. What has begun to come may take as long as the line needs. @throws as fetch does, or `NoAnswer`. */
export const patientFetch = async (asked: RequestInfo | URL, init: object = {}): Promise<Response> => {
  const giving = new AbortController();
  const timer = setTimeout(() => giving.abort(new NoAnswer()), patience);
  try {
    return await fetch(asked, { ...init, signal: giving.signal });
  } finally {
    clearTimeout(timer);
  }
};
