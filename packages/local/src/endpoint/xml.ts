import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";
import { renamed } from "./shapes.ts";

/** A structure as an XML element called `root`; times as in 2026-11-24T10:00:00Z. */
export function toXml(schema: NormalizedSchema, root: string, value: unknown): string {
  if (schema.isUnitSchema()) return `<${root}/>`;
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace: "",
    serviceNamespace: "",
  });
  serializer.write(renamed(schema, root), value ?? {});
  return Buffer.from(serializer.flush()).toString();
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
