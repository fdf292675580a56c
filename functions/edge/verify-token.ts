import type {
  APIGatewayRequestAuthorizerEventV2,
  APIGatewaySimpleAuthorizerResult,
  APIGatewaySimpleAuthorizerWithContextResult,
} from 'aws-lambda';
import { errors } from 'jose';
import type { Authorizer } from '../adapters/declarations.ts';
import { logger } from '../adapters/log.ts';
import { variable } from '../adapters/settings.ts';
import { bearerOf, proverOf, type Trusted } from './tokens.ts';

/** Stands before the routes where API Gateway cannot reach the issuer: proves each token by the keys of the province file. */

export const authorizer: Authorizer = { rights: [] };

let prover: ReturnType<typeof proverOf> | undefined;
const prove = (token: string) => {
  prover ??= proverOf(JSON.parse(variable('TRUSTED')) as Trusted);
  return prover(token);
};

type Answer = APIGatewaySimpleAuthorizerResult | APIGatewaySimpleAuthorizerWithContextResult<Record<string, string>>;

const refused = (reason: string): Answer => {
  logger.info('verify-token', { refused: reason });
  return { isAuthorized: false };
};

/** Whatever the request asks for: that is for the function of its route to allow. */
export const handler = async ({ headers }: Pick<APIGatewayRequestAuthorizerEventV2, 'headers'>): Promise<Answer> => {
  const token = bearerOf(headers?.authorization);
  if (token === undefined) return refused('no bearer token');
  try {
    return { isAuthorized: true, context: await prove(token) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return refused(error.code);
    throw error;
  }
};
