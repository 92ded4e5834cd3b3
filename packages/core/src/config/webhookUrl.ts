import type { Wrong } from "./problem.ts";

const remedy = "name a host that the internet knows, such as https://hooks.example.com/ami-refresh";

/**
 * What is wrong with the URL of a webhook, or undefined. It is called from inside the account, with what the function
 * may reach there: never an address that somebody else cannot reach, and no name that can only be one. What a name
 * resolves to shows only when it is called, and is looked at then.
 */
export function webhookUrlProblem(text: string): Wrong | undefined {
  const url = URL.parse(text);
  if (!url) return { message: `"${text}" is no URL`, remedy };
  if (url.protocol !== "https:")
    return { message: "a webhook is called by https only", remedy: "begin it with https://" };
  if (url.username !== "" || url.password !== "") {
    return {
      message: "the URL holds a name or a password",
      remedy: "leave it out: what is sent is signed with `secret`",
    };
  }
  if (url.hash !== "")
    return { message: "the URL has a fragment, which is never sent", remedy: "leave out what follows #" };
  const host = url.hostname.replace(/\.$/, "");
  if (isLocalName(host)) return { message: `${host} is a name of the own machine or network`, remedy };
  if (isAddress(host)) return { message: `${host} is an address, and no host's name`, remedy };
  return undefined;
}

/** https://www.rfc-editor.org/rfc/rfc6761 and rfc6762 and rfc8375; `internal` is reserved by ICANN; a name without a dot is one of the network's. */
const isLocalName = (host: string): boolean =>
  /(^|\.)(localhost|local|localdomain|internal|home\.arpa)$/.test(host) || !/[.:]/.test(host);

/** URL writes every form of an IPv4 address (0x7f.1, 2130706433) with four numbers, IPv6 in brackets. */
const isAddress = (host: string): boolean => /^\d+(\.\d+){3}$/.test(host) || host.startsWith("[");
