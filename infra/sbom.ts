import { billOfMaterials } from './supply-chain.ts';

/** `npm run -s sbom`: prints the bill of materials of what is deployed. */

console.log(JSON.stringify(await billOfMaterials(), null, 2));
