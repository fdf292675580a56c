import * as z from 'zod';

/** `domain` of a province file: the name under which its API is reached, in the place of API Gateway's own. */

const certificate = z
  .string()
  .regex(
    /^arn:aws(-cn)?:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
    'the ARN of a certificate of ACM: arn:aws:acm:<region>:<account>:certificate/<id>',
  );

export const ownDomain = z
  .strictObject({
    name: z.hostname().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a whole name in small letters, as clues.example.cn'),
    certificateArn: certificate,
    /** Certificates of the authorities whose clients are let in (mutual TLS). */
    truststore: z
      .string()
      .regex(/^s3:\/\/[a-z0-9.-]{3,63}\/\S+$/, 'where the file of certificates lies: s3://<bucket>/<key>')
      .optional(),
    /** Of the bucket's versions of it. */
    truststoreVersion: z.string().min(1).optional(),
    /** A public certificate of ACM for the same name, where that of `certificateArn` was imported or is private. */
    ownershipCertificateArn: certificate.optional(),
    /** Number of the domain's own recordal: every custom domain in a China region needs one. */
    icpRecordal: z
      .string()
      .regex(/ICP备\d+号(-\d+)?$/, 'the number of the domain’s recordal, as 鲁ICP备12345678号-1')
      .optional(),
  })
  .refine(({ truststore, truststoreVersion }) => truststore !== undefined || truststoreVersion === undefined, {
    path: ['truststore'],
    error: 'is missing: truststoreVersion says which version of it',
  })
  .refine(({ truststore, ownershipCertificateArn }) => truststore !== undefined || !ownershipCertificateArn, {
    path: ['truststore'],
    error: 'is missing: only mutual TLS asks whose the domain is',
  });

/** The region and the account of a certificate. */
export const placeOf = (certificateArn: string): string => certificateArn.split(':').slice(3, 5).join(':');
