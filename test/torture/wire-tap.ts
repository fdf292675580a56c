/**
 * Loaded before `npm start`'s own main file, by NODE_OPTIONS: each endpoint of AWS that the functions are told of then leads through the
 * proxy at WIRES, whose path says which service it is and where that listens. The process itself knows nothing of it.
 */

const wires = process.env.WIRES;

const service = /^AWS_ENDPOINT_URL_(DYNAMODB|SFN|SES|KMS)$/;

if (wires !== undefined) {
  process.env = new Proxy(process.env, {
    set: (environment, name, value) => {
      const [, tapped] = service.exec(String(name)) ?? [];
      environment[String(name)] = tapped === undefined ? value : `${wires}/${tapped}/${new URL(value).port}`;
      return true;
    },
  });
}
