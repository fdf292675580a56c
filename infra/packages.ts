import { writeFileSync } from 'node:fs';
import { deployedPackages } from './deployed-packages.ts';
import { pageOf } from './supply-chain.ts';

/** `npm run packages`: writes packages.md anew. */

writeFileSync(new URL('./packages.md', import.meta.url), pageOf(deployedPackages()));
