import { createHmac, timingSafeEqual } from "node:crypto";
import { PageTicket } from "../../domain/rollout/pageTicket.ts";
import { Ticket } from "../../domain/subscription/ticket.ts";
import { Temporal } from "../../domain/temporal.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, Links, PageLinks, SignedLinks } from "../../ports.ts";
import { NoSecret } from "./secret.ts";

export interface LinksOptions {
  /** Where the function answers that links lead to. */
  readonly url: string;
  readonly secret: () => Promise<string>;
  readonly clock: Clock;
}

/** By these a reader says what they are told. */
export const signedLinks = (options: LinksOptions): Links => signed(Ticket, options);

/** The path below which pages are: it says which secret has signed the ticket. */
export const pagePath = "/rollout";

/** By these somebody looks at a rollout. */
export const signedPageLinks = (options: LinksOptions): PageLinks =>
  signed(PageTicket, { ...options, url: `${options.url.replace(/\/$/, "")}${pagePath}` });

const signatureBytes = 32;

interface Dated {
  readonly until: Temporal.Instant;
}

/** A ticket and its HMAC-SHA256, both in base64url, with a point between them. */
function signed<T extends Dated>(
  tickets: z.ZodMiniType<T, unknown>,
  { url, secret, clock }: LinksOptions,
): SignedLinks<T> {
  const sign = async (payload: string) =>
    createHmac("sha256", await secret())
      .update(payload)
      .digest();
  return {
    async to(ticket) {
      const payload = Buffer.from(JSON.stringify(z.encode(tickets, ticket))).toString("base64url");
      const link = new URL(url);
      link.searchParams.set("t", `${payload}.${(await sign(payload)).toString("base64url")}`);
      return link.href;
    },
    async read(text) {
      const [payload = "", signature = "", ...more] = text.split(".");
      const given = Buffer.from(signature, "base64url");
      // Whoever only passes by has no secret read.
      if (more.length > 0 || given.length !== signatureBytes) return "forged";
      const right = await sign(payload).catch(noneWithoutSecret);
      if (!right || !timingSafeEqual(given, right)) return "forged";
      const ticket = tickets.safeParse(parsed(Buffer.from(payload, "base64url").toString()));
      if (!ticket.success) return "forged";
      return Temporal.Instant.compare(ticket.data.until, clock.now()) > 0 ? ticket.data : "expired";
    },
  };
}

/** By a secret that is not there nothing is signed: whoever comes with a link before the first is made, or after it was deleted. */
function noneWithoutSecret(error: unknown): undefined {
  if (!(error instanceof NoSecret)) throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
