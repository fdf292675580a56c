import { Duration, Stack } from 'aws-cdk-lib';
import {
  CfnStage,
  HttpApi,
  HttpIntegrationType,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRouteIntegration,
  type HttpRouteIntegrationConfig,
  type IHttpRouteAuthorizer,
  IntegrationCredentials,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { routes, sites } from '../functions.ts';
import { authorizerOf } from './authorizer.ts';
import { consoleFiles, consoleOf } from './console.ts';
import { ClueFunction, type Surroundings } from './function.ts';
import { keptLog } from './log-group.ts';
import { acknowledge } from './nag.ts';
import { onOwnDomain } from './own-domain.ts';

/** Requests a second and in a burst: far below the account's 10,000 and 5,000, far above what a province's units send. */
export const throttle = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** The gateway gives up after 30 s: a caller gets our answer, not its. */
const timeout = Duration.seconds(28);

/** A function as the gateway calls it: by one role for all, where CDK's own integration makes a permission of each. */
class ByRole extends HttpRouteIntegration {
  readonly #called: IFunction;
  readonly #caller: Role;

  constructor(id: string, called: IFunction, caller: Role) {
    super(id);
    this.#called = called;
    this.#caller = caller;
  }

  bind(): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: this.#called.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      credentials: IntegrationCredentials.fromRole(this.#caller),
    };
  }
}

/** The HTTP API: each route on its function, behind the province's identity provider. */
export class Api extends Construct {
  readonly api: HttpApi;
  readonly logGroup: LogGroup;
  readonly functions: ReadonlyMap<string, ClueFunction>;

  constructor(scope: Construct, id: string, surroundings: Surroundings) {
    super(scope, id);
    const open: IHttpRouteAuthorizer = new HttpNoneAuthorizer();
    const { domain } = surroundings.province;
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, ...onOwnDomain(this, domain) });
    this.logGroup = keptLog(this, 'Logs', surroundings);
    const rights = new PolicyDocument();
    const caller = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway'),
      inlinePolicies: { rights },
    });
    const { logGroup } = this;
    const authorizer = authorizerOf(this, surroundings, { caller, logGroup });
    const functions = new Map<string, ClueFunction>();
    for (const route of routes) {
      const made = new ClueFunction(this, route, surroundings, { timeout, logGroup });
      functions.set(route.name, made);
      const opened = this.api.addRoutes({
        path: route.path,
        methods: [HttpMethod[route.method]],
        integration: new ByRole(`${made.node.id}-integration`, made.function, caller),
        authorizer: route.open ? open : authorizer.signedIn,
      });
      if (route.open) {
        for (const one of opened)
          acknowledge(one, { APIG4: 'It tells nothing that is not in the public documentation.' });
      }
    }
    const signIn = consoleOf(surroundings.province);
    for (const one of signIn ? sites : []) {
      const made = new ClueFunction(this, one, surroundings, { timeout, logGroup, beside: consoleFiles.write });
      made.function.addEnvironment('CONSOLE', JSON.stringify(signIn));
      made.function.addEnvironment('CONSOLE_FILES', consoleFiles.at);
      functions.set(one.name, made);
      const integration = new ByRole(`${made.node.id}-integration`, made.function, caller);
      const opened = one.paths.flatMap((path) =>
        this.api.addRoutes({ path, methods: [HttpMethod.GET], integration, authorizer: open }),
      );
      for (const page of opened) {
        acknowledge(page, {
          APIG4: 'Pages and scripts alone: whatever they show they ask for with the token of who signed in.',
        });
      }
    }
    this.functions = functions;
    rights.addStatements(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [...functions.values(), ...authorizer.functions].map((one) => one.function.functionArn),
      }),
    );

    const logs = keptLog(this, 'AccessLogs', surroundings);
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
        subject: authorizer.subject,
        authorizerError: '$context.authorizer.error',
        integrationError: '$context.integrationErrorMessage',
      }),
    };
  }
}
