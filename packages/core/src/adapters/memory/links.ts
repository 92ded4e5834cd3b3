import { PageTicket } from "../../domain/rollout/pageTicket.ts";
import { Ticket } from "../../domain/subscription/ticket.ts";
import { Temporal } from "../../domain/temporal.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, Links, PageLinks } from "../../ports.ts";

/** Links that anybody could make: nothing is signed. */
export function memoryLinks(clock: Clock): Links {
  return {
    to: async (ticket) =>
      `https://links.example.com/?t=${encodeURIComponent(JSON.stringify(z.encode(Ticket, ticket)))}`,
    read: async (text) => {
      if (!text.startsWith("{")) return "forged";
      const ticket = Ticket.parse(JSON.parse(text));
      return Temporal.Instant.compare(ticket.until, clock.now()) > 0 ? ticket : "expired";
    },
  };
}

/** Those to pages, likewise. */
export const memoryPages = (): Pick<PageLinks, "to"> => ({
  to: async (ticket) =>
    `https://links.example.com/rollout?t=${encodeURIComponent(JSON.stringify(z.encode(PageTicket, ticket)))}`,
});
