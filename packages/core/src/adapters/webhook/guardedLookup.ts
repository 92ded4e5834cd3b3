import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublic } from "./publicAddress.ts";

export type Resolve = (
  host: string,
  options: { readonly all: true },
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a host's name for a connection that is about to be made, to these very addresses: whoever answers otherwise
 * the next time is not asked. One address that is not of the internet is enough to refuse.
 */
export const guardedLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, "");
      else if (!first || !addresses.every(({ address }) => isPublic(address))) callback(notOfTheInternet(host), "");
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

/** Which address it is, is not for those whom the error reaches. */
export const notOfTheInternet = (host: string): Error =>
  new Error(`${host} has an address that is not of the internet: name a host that others can reach`);
