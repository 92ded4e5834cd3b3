/** What is used of dynalite, which comes without types. */
declare module "dynalite" {
  import type { Server } from "node:http";

  interface Options {
    /** How long a table stays in that state. Milliseconds. */
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }
  /** Tables are kept in memory. */
  export default function dynalite(options: Options): Server;
}
