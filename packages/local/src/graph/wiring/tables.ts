import { z } from "zod";
import type { GraphData } from "../graphData.ts";
import type { TableWiring } from "../wiring.ts";
import { propertiesOf } from "./resources.ts";

const noIndexes = z.array(z.unknown()).max(0, "the local region's tables have no indexes yet").optional();

const Table = z.object({
  name: z.string(),
  arn: z.string(),
  hashKey: z.string(),
  rangeKey: z.string().optional(),
  attributes: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })),
  ttl: z.object({ attributeName: z.string(), enabled: z.boolean() }).optional(),
  globalSecondaryIndexes: noIndexes,
  localSecondaryIndexes: noIndexes,
});

export const tablesOf = (graph: GraphData): readonly TableWiring[] =>
  propertiesOf(graph, "aws:dynamodb/table:Table", Table).map((table) => ({
    name: table.name,
    arn: table.arn,
    keys: { hash: table.hashKey, ...(table.rangeKey !== undefined && { range: table.rangeKey }) },
    attributes: table.attributes,
    ...(table.ttl?.enabled && { ttlAttribute: table.ttl.attributeName }),
  }));
