import { Duration } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  HttpJwtAuthorizer,
  HttpLambdaAuthorizer,
  HttpLambdaResponseType,
} from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { authorizers } from '../functions.ts';
import { ClueFunction, type Surroundings } from './function.ts';

/** Who proves the tokens of a province. */
interface Authorizer {
  signedIn: IHttpRouteAuthorizer;
  /** Ours, where the province pins the issuer's keys. */
  functions: readonly ClueFunction[];
  /** What the access log calls the caller's `sub`. */
  subject: string;
}

/** Ours: asked for each request, so that a token ends when it ends, and a key that was taken out opens nothing any more. */
const byPinnedKeys = (scope: Construct, surroundings: Surroundings, caller: Role, logGroup: LogGroup): Authorizer => {
  const { issuer, audience, keys } = surroundings.province.identity;
  const functions = authorizers.map((one) => {
    // API Gateway gives an authorizer 10 s.
    const made = new ClueFunction(scope, one, surroundings, { timeout: Duration.seconds(9), logGroup });
    made.function.addEnvironment('TRUSTED', JSON.stringify({ issuer, audience, keys }));
    return made;
  });
  const [first] = functions;
  if (!first) throw new Error('there is no authorizer under functions/edge');
  const signedIn = new HttpLambdaAuthorizer('Pinned', first.function, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.Authorization'],
    resultsCacheTtl: Duration.seconds(0),
    role: caller,
  });
  return { signedIn, functions, subject: '$context.authorizer.sub' };
};

/** API Gateway's own reads the issuer's keys itself, where it can reach them. */
export const authorizerOf = (
  scope: Construct,
  surroundings: Surroundings,
  { caller, logGroup }: { caller: Role; logGroup: LogGroup },
): Authorizer => {
  const { issuer, audience, keys } = surroundings.province.identity;
  if (keys) return byPinnedKeys(scope, surroundings, caller, logGroup);
  const signedIn = new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: audience });
  return { signedIn, functions: [], subject: '$context.authorizer.claims.sub' };
};
