import { createHmac, timingSafeEqual } from "node:crypto";
import { Ticket } from "../../domain/subscription/ticket.ts";
import { Temporal } from "../../domain/temporal.ts";
import * as z from "../../domain/zod.ts";
import type { Clock, Links } from "../../ports.ts";

export interface LinksOptions {
  /** Where the function answers that links lead to. */
  readonly url: string;
  readonly secret: () => Promise<string>;
  readonly clock: Clock;
}

/** A ticket and its HMAC-SHA256, both in base64url, with a point between them. */
export function signedLinks({ url, secret, clock }: LinksOptions): Links {
  const sign = async (payload: string) =>
    createHmac("sha256", await secret())
      .update(payload)
      .digest();
  return {
    async to(ticket) {
      const payload = Buffer.from(JSON.stringify(z.encode(Ticket, ticket))).toString("base64url");
      const link = new URL(url);
      link.searchParams.set("t", `${payload}.${(await sign(payload)).toString("base64url")}`);
      return link.href;
    },
    async read(text) {
      const [payload = "", signature = "", ...more] = text.split(".");
      const [given, right] = [Buffer.from(signature, "base64url"), await sign(payload)];
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return "forged";
      const ticket = Ticket.safeParse(parsed(Buffer.from(payload, "base64url").toString()));
      if (!ticket.success) return "forged";
      return Temporal.Instant.compare(ticket.data.until, clock.now()) > 0 ? ticket.data : "expired";
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
