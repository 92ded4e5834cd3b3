import { readFileSync, writeFileSync } from "node:fs";
import { eventsPage } from "@ami-refresh/core/docs/events/page.ts";

/** Writes the page that documents every event: `npm run docs:events`. */
const usage = new URL("../../../docs/usage/", import.meta.url);
const changeRecord = readFileSync(new URL("examples/change-record.yaml", usage), "utf8");
writeFileSync(new URL("events.md", usage), eventsPage(changeRecord));
