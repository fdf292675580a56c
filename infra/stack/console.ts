import { join } from 'node:path';
import type { SignIn } from '../../functions/console/sign-in.ts';
import { bundleConsole } from '../console-bundle.ts';
import type { Province } from '../province.ts';

/** What the function that serves the console finds beside its code. */
export const consoleFiles = {
  write: (folder: string): void => bundleConsole(join(folder, consoleFiles.at)),
  at: 'console',
};

/** What the console's page is told; undefined where the province has no client for it at its identity provider. */
export const consoleOf = ({ identity, settings }: Province): SignIn | undefined => {
  const { issuer, claims, console: client } = identity;
  if (!client) return undefined;
  const { discovery, ...rest } = client;
  return {
    issuer,
    ...rest,
    ...(discovery === undefined ? {} : { discovery }),
    claims: { unitId: claims.unitId, role: claims.role, name: claims.name },
    timeZone: settings.timeZone,
  };
};
