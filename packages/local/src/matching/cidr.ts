import { isIP } from "node:net";

/** Whether an IP address lies in a block such as `10.0.0.0/24` or `2001:db8::/32`. */
export function inBlock(address: string, block: string): boolean {
  const [network = "", length] = block.split("/");
  const kind = isIP(network);
  if (kind === 0 || isIP(address) !== kind) return false;
  const width = kind === 4 ? 32 : 128;
  const rest = BigInt(width - Number(length ?? width));
  return bits(address) >> rest === bits(network) >> rest;
}

export function isBlock(block: string): boolean {
  const [network = "", length = ""] = block.split("/");
  const kind = isIP(network);
  return kind !== 0 && /^\d{1,3}$/.test(length) && Number(length) <= (kind === 4 ? 32 : 128);
}

function bits(address: string): bigint {
  if (isIP(address) === 4) return address.split(".").reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros: string[] = Array(tail === undefined ? 0 : 8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].reduce((sum, part) => (sum << 16n) + BigInt(`0x${part}`), 0n);
}
