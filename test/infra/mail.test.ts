import { describe, expect, it } from 'vitest';
import { functionsOf } from '../../infra/stack/records.ts';
import { statementsOf } from './statements.ts';
import { provinces, templatesOf } from './templates.ts';

describe('a secret under a key of its own', () => {
  const { China } = provinces;
  const secretKeyArn = `arn:aws-cn:kms:${China.region}:${China.account}:key/1b2c3d4e-0000-4000-8000-000000000001`;
  const { stack } = templatesOf({ ...China, mail: { ...China.mail, secretKeyArn } as typeof China.mail });
  const found = statementsOf(stack);

  it('is opened to whoever mails, by way of Secrets Manager and for that secret, and to nobody else', () => {
    const opens = [...found].filter(([, statements]) => JSON.stringify(statements).includes(secretKeyArn));
    const mailing = functionsOf(China).filter(({ mails }) => mails);
    expect(mailing.map(({ name }) => name)).toContain('ask-for-calendar');
    expect(opens).toHaveLength(mailing.length);
    for (const [, statements] of opens) {
      expect(statements).toContainEqual({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: secretKeyArn,
        Condition: {
          StringLike: {
            'kms:ViaService': `secretsmanager.${China.region}.*`,
            'kms:EncryptionContext:SecretARN': `arn:aws-cn:secretsmanager:${China.region}:${China.account}:secret:clue-transfer/smtp-??????`,
          },
        },
      });
    }
  });
});

describe('a network for those who mail', () => {
  const { China } = provinces;
  const network = { subnetIds: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'], securityGroupIds: ['sg-0a1b2c3d'] };
  const { stack } = templatesOf({ ...China, mail: { ...China.mail, network } as typeof China.mail });
  const mailing = functionsOf(China).filter(({ mails }) => mails);

  it('is theirs alone', () => {
    const joined = Object.entries(stack.findResources('AWS::Lambda::Function')).filter(
      ([, { Properties }]) => Properties.VpcConfig,
    );
    expect(joined).toHaveLength(mailing.length);
    for (const [id, { Properties }] of joined) {
      expect(mailing.some(({ constructId }) => id.includes(`${constructId.replaceAll('-', '')}Function`))).toBe(true);
      expect(Properties.VpcConfig).toEqual({
        SubnetIds: network.subnetIds,
        SecurityGroupIds: network.securityGroupIds,
      });
    }
  });

  it('is joined by Lambda, and not by what the function runs', () => {
    const may = [...statementsOf(stack)].flatMap(([, statements]) =>
      statements.filter((one) => JSON.stringify(one).includes('ec2:')),
    );
    expect(may).toHaveLength(mailing.length);
    for (const one of may) expect(one.Condition).toEqual({ Null: { 'lambda:SourceFunctionArn': 'true' } });
  });
});
