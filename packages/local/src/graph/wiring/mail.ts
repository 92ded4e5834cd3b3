import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { ConfigurationSetWiring } from "../wiring.ts";
import { propertiesOf } from "./resources.ts";

const ConfigurationSet = z.object({ configurationSetName: z.string(), arn: z.string() });

/** To the default bus alone, which is all that SES can do of EventBridge's. */
const Destination = z.object({
  configurationSetName: z.string(),
  eventDestination: z.object({
    enabled: z.boolean().default(false),
    matchingEventTypes: z.array(z.string()),
    eventBridgeDestination: z.object({ eventBusArn: z.string().endsWith(":event-bus/default") }),
  }),
});

export function configurationSetsOf(graph: GraphData): readonly ConfigurationSetWiring[] {
  const destinations = propertiesOf(
    graph,
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    Destination,
  );
  return propertiesOf(graph, "aws:sesv2/configurationSet:ConfigurationSet", ConfigurationSet).map(
    ({ configurationSetName: name, arn }) => ({
      name,
      arn,
      tells: destinations
        .filter(
          ({ configurationSetName, eventDestination }) => configurationSetName === name && eventDestination.enabled,
        )
        .flatMap(({ eventDestination }) => eventDestination.matchingEventTypes),
    }),
  );
}
