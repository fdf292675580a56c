/** A record that cannot be used as it stands in the table. Nothing secret: it is logged. */
export class Damaged extends Error {
  override name = 'Damaged';
  /** Key of the record. */
  readonly record: string;

  constructor(record: string, fault: string, options?: ErrorOptions) {
    super(fault, options);
    this.record = record;
  }
}
