/** Where an account is, and how to come in. */
export interface Connection {
  /** Absent: AWS itself. */
  readonly endpoint?: string;
  /** Absent: what the AWS configuration says. */
  readonly region?: string;
}

/** What every client of the AWS SDK takes; what is absent is the SDK's own default chain. */
export interface ClientConfig {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The local region's, where nobody says otherwise. */
const localRegion = "eu-west-2";

/** An endpoint on this machine gets test credentials, and never the real ones that may lie about. */
export function clientConfig(connection: Connection, environment: Environment): ClientConfig {
  const endpoint = connection.endpoint ?? environment.AWS_ENDPOINT_URL;
  const local = endpoint !== undefined && isOnThisMachine(endpoint);
  const region =
    connection.region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? (local ? localRegion : undefined);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(local && { credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  };
}

/** Where Slack is: on this machine, its local region's. */
export function slackUrl(connection: Connection, environment: Environment): string {
  const endpoint = connection.endpoint ?? environment.AWS_ENDPOINT_URL;
  if (environment.SLACK_API_URL) return environment.SLACK_API_URL;
  return endpoint !== undefined && isOnThisMachine(endpoint)
    ? new URL("/slack/api", endpoint).href
    : "https://slack.com/api";
}

export function isOnThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
