import { GetAccountCommand, GetEmailIdentityCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { domainOf } from '../stack/mail.ts';
import { type Check, good, lacking } from './finding.ts';
import { isLive } from './stacks.ts';

/** Of provinces that mail by SES. */
export const sesAccount: Check = {
  name: 'ses',
  actions: ['ses:GetAccount'],
  look: async ({ province: { region }, aws: { config } }) => {
    const account = await new SESv2Client(config).send(new GetAccountCommand({}));
    const { EnforcementStatus, ProductionAccessEnabled, SendingEnabled, SendQuota } = account;
    if (!SendingEnabled || EnforcementStatus === 'SHUTDOWN') {
      return lacking(
        `SES sends nothing for this account (${EnforcementStatus ?? 'paused'})`,
        'answer the case that SES opened, or switch sending on: aws sesv2 put-account-sending-attributes --sending-enabled',
      );
    }
    if (!ProductionAccessEnabled) {
      return lacking(
        'SES is in its sandbox: 200 mails a day, one a second, and to verified addresses only',
        `ask for production access: in the console of SES in ${region}, or aws sesv2 put-account-details --production-access-enabled`,
      );
    }
    return good(`SES sends: ${SendQuota?.Max24HourSend} mails a day, ${SendQuota?.MaxSendRate} a second`);
  },
};

/** The deployment makes the sender's domain an identity, and fails where there is one already. */
export const sesIdentity = (from: string): Check => ({
  name: 'sender',
  actions: ['ses:GetEmailIdentity'],
  look: async ({ province: { region }, aws: { config }, stacks }) => {
    const domain = domainOf(from);
    const [deployed, identity] = await Promise.all([
      stacks().then(({ records }) => isLive(records)),
      new SESv2Client(config).send(new GetEmailIdentityCommand({ EmailIdentity: domain })).catch((error: Error) => {
        if (error instanceof NotFoundException) return null;
        throw error;
      }),
    ]);
    if (identity === null) {
      return deployed
        ? lacking(
            `SES does not know ${domain}, though the province is deployed`,
            'deploy again, and publish its DKIM records',
          )
        : good(`SES does not know ${domain} yet: the deployment makes it known; then publish its DKIM records`);
    }
    if (!deployed) {
      return lacking(
        `SES knows ${domain} already, and the deployment would fail at making it known`,
        `see that nothing else mails by it, then aws sesv2 delete-email-identity --region ${region} --email-identity ${domain}`,
      );
    }
    if (identity.VerifiedForSendingStatus) return good(`${domain} is verified`);
    const records = (identity.DkimAttributes?.Tokens ?? []).map(
      (token) => `${token}._domainkey.${domain} → ${token}.dkim.amazonses.com`,
    );
    return lacking(
      `${domain} is not verified`,
      `publish its DKIM records as CNAME${records.length > 0 ? `: ${records.join(', ')}` : ''}`,
    );
  },
});
