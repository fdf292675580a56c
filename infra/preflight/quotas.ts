import {
  NoSuchResourceException,
  paginateListAWSDefaultServiceQuotas,
  paginateListServiceQuotas,
  type ServiceQuota,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { listeners, routes, schedules } from '../functions.ts';
import { throttle } from '../stack/api.ts';
import { type Check, good, lacking, unknown } from './finding.ts';

interface Need {
  what: string;
  service: string;
  /** The quota's code, or its name where no code is published. */
  quota: string | RegExp;
  least: number;
}

/** What a province takes of them, at the most; a test holds it against the templates. */
export const needed = {
  rules:
    schedules.length +
    schedules.filter(({ hears }) => hears !== undefined).length +
    listeners.filter(({ hears }) => hears === 'returned-mails').length,
  alarms: 20,
};

const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = throttle;

/** What a province may start in a second and at once is what its API lets in. */
const needs: readonly Need[] = [
  {
    what: 'StartExecution at once',
    service: 'states',
    quota: /^StartExecution throttle token bucket size$/i,
    least: burst,
  },
  {
    what: 'StartExecution a second',
    service: 'states',
    quota: /^StartExecution throttle token refill rate per second$/i,
    least: rate,
  },
  { what: 'open executions', service: 'states', quota: /open (workflow )?executions/i, least: 100_000 },
  { what: 'rules of EventBridge', service: 'events', quota: 'L-244521F2', least: needed.rules },
  { what: 'requests a second to API Gateway', service: 'apigateway', quota: 'L-8A5B8E43', least: rate },
  { what: 'routes of an API', service: 'apigateway', quota: 'L-01C8A9E0', least: routes.length },
  {
    what: 'alarms',
    service: 'monitoring',
    quota: /^(number of )?(cloudwatch |metric )?alarms\b/i,
    least: needed.alarms,
  },
];

/** All quotas of a service by their codes: what holds in the account, and the default where nothing is applied. */
const quotasOf = async (client: ServiceQuotasClient, ServiceCode: string): Promise<ServiceQuota[]> => {
  const found = new Map<string | undefined, ServiceQuota>();
  const pages = [paginateListAWSDefaultServiceQuotas, paginateListServiceQuotas] as const;
  for (const paginate of pages) {
    try {
      for await (const { Quotas = [] } of paginate({ client, pageSize: 100 }, { ServiceCode })) {
        for (const quota of Quotas) found.set(quota.QuotaCode, quota);
      }
    } catch (error) {
      // It does not know the service, in this region or at all.
      if (!(error instanceof NoSuchResourceException)) throw error;
    }
  }
  return [...found.values()];
};

const isOf = ({ quota }: Need, { QuotaCode, QuotaName = '' }: ServiceQuota): boolean =>
  typeof quota === 'string' ? quota === QuotaCode : quota.test(QuotaName);

export const quotas: Check = {
  name: 'quotas',
  actions: ['servicequotas:ListServiceQuotas', 'servicequotas:ListAWSDefaultServiceQuotas'],
  look: async ({ province: { region }, aws: { config } }) => {
    const client = new ServiceQuotasClient(config);
    const services = [...new Set(needs.map(({ service }) => service))];
    const told = new Map(
      await Promise.all(services.map(async (service) => [service, await quotasOf(client, service)] as const)),
    );
    const found = needs.map((need) => ({ ...need, is: told.get(need.service)?.find((one) => isOf(need, one)) }));
    const untold = found.filter(({ is }) => is?.Value === undefined).map(({ what }) => what);
    const short = found.filter(({ is, least }) => is?.Value !== undefined && is.Value < least);
    if (untold.length === needs.length) {
      return unknown(
        'Service Quotas tells of none that matters',
        'compare the quotas in the console with infra/README.md, “Quotas”',
      );
    }
    const silent = untold.length === 0 ? '' : `; Service Quotas does not tell of ${untold.join(', ')}`;
    if (short.length === 0) return good(`those that Service Quotas tells of are large enough${silent}`);
    const asked = short.map(
      ({ service, is, least }) =>
        `aws service-quotas request-service-quota-increase --region ${region} --service-code ${service} --quota-code ${is?.QuotaCode} --desired-value ${least}`,
    );
    return lacking(
      `${short.map(({ what, is, least }) => `${what}: ${is?.Value}, ${least} are needed`).join('; ')}${silent}`,
      `ask for more: ${asked.join('; ')}`,
    );
  },
};
