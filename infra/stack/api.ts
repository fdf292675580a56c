import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { routes } from '../functions.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { acknowledge } from './nag.ts';

/** Requests a second and in a burst: far below the account's 10,000 and 5,000, far above what a province's units send. */
const throttle = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** The HTTP API: each route on its function, behind the province's identity provider. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly functions: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const { province, records } = surroundings;
    const { issuer, audience } = province.identity;
    const signedIn = new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: audience });
    const open: IHttpRouteAuthorizer = new HttpNoneAuthorizer();
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName });
    const functions = new Map<string, ClueFunction>();
    for (const route of routes) {
      const made = new ClueFunction(this, route, surroundings);
      functions.set(route.name, made);
      const opened = this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: new HttpLambdaIntegration(`${made.node.id}-integration`, made.function),
        authorizer: route.open ? open : signedIn,
      });
      if (route.open) {
        for (const one of opened)
          acknowledge(one, { APIG4: 'It tells nothing that is not in the public documentation.' });
      }
    }
    this.functions = functions;

    const logs = new LogGroup(this, 'AccessLogs', {
      encryptionKey: records.key,
      retention: province.logRetentionDays as RetentionDays,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const stage = this.api.defaultStage?.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error('the HTTP API has no default stage');
    stage.defaultRouteSettings = throttle;
    stage.accessLogSettings = {
      destinationArn: logs.logGroupArn,
      // Who asked for what, and how it ended: no body, no query, no header.
      format: JSON.stringify({
        requestId: '$context.requestId',
        time: '$context.requestTime',
        sourceIp: '$context.identity.sourceIp',
        route: '$context.routeKey',
        status: '$context.status',
        latency: '$context.responseLatency',
        subject: '$context.authorizer.claims.sub',
        authorizerError: '$context.authorizer.error',
        integrationError: '$context.integrationErrorMessage',
      }),
    };
  }
}
