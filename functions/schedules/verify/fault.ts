/** What does not fit. */
export interface Fault {
  /** Key of the record. */
  record: string;
  fault: string;
}

export const of = (record: string, faults: readonly string[]): Fault[] => faults.map((fault) => ({ record, fault }));

/** A fault where something is missing. */
export const lacking = (is: unknown, fault: string): string[] => (is ? [] : [fault]);
