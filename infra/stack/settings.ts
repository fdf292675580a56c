import { gzipSync } from 'node:zlib';
import { CustomResource, Duration } from 'aws-cdk-lib';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings as ProvinceSettings } from '../../functions/domain/settings.ts';
import { listeners } from '../functions.ts';
import { settingsOf } from '../province.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';

/** Characters: Lambda takes events of 256 KB, and CloudFormation sends those of before along. */
const mostCharacters = 100_000;

/** Settings as functions/events/put-settings.ts reads them. @throws Error where they are too many to be sent. */
export const packed = (settings: ProvinceSettings): string => {
  const text = gzipSync(JSON.stringify(settings), { level: 9 }).toString('base64');
  if (text.length <= mostCharacters) return text;
  throw new Error(`settings: ${text.length} characters when compressed, ${mostCharacters} are the most: say less`);
};

/** Puts the settings of the province file into the table when they differ from those of the last deployment. */
export class Settings extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { province, records } = surroundings;
    this.logGroup = keptLog(this, 'Logs', surroundings);
    const declared = listeners.filter(({ hears }) => hears === 'deployments');
    for (const one of declared) {
      // Where it fails, the deployment does.
      const { function: puts } = new ClueFunction(this, one, surroundings, {
        timeout: Duration.seconds(30),
        logGroup: this.logGroup,
        byEvents: true,
      });
      new CustomResource(this, `${one.name}-called`, {
        resourceType: 'Custom::ProvinceSettings',
        serviceToken: puts.functionArn,
        serviceTimeout: Duration.minutes(5),
        // A table that takes the place of another may have others, or none.
        properties: { Settings: packed(settingsOf(province)), Table: records.table.tableName },
      });
    }
  }
}
