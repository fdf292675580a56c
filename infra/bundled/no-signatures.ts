/**
 * Stands for the package asn1.js in what is loaded on Lambda. By that the AWS Encryption SDK reads and writes keys and signatures of signed texts; no
 * text of ours is signed or ever was (functions/adapters/envelopes.ts), and it would be a tenth of each bundle that seals.
 */

const refused = (): never => {
  throw new Error('this text is signed, and what reads signatures is not deployed: none of ours is');
};

export default { define: () => ({ encode: refused, decode: refused }) };
