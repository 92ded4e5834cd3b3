import { writeFileSync } from "node:fs";
import { jsonSchemaText } from "@ami-refresh/core/config/jsonSchema.ts";

/** Writes the schema that editors read: `npm run schema`. */
writeFileSync(new URL("../../../ami-refresh.schema.json", import.meta.url), jsonSchemaText());
