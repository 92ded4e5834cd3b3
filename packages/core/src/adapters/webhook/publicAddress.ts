import { BlockList, isIP } from "node:net";

/** What is no place on the internet, by https://www.iana.org/assignments/iana-ipv4-special-registry; multicast and 240/4. */
const special4 = blockList("ipv4", [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]);

/**
 * Of IPv6 the internet is 2000::/3 (https://www.iana.org/assignments/ipv6-address-space): loopback, unique local
 * addresses with AWS's fd00:ec2::254, link-local ones, multicast, IPv4 in IPv6 and NAT64 are outside.
 */
const global6 = blockList("ipv6", ["2000::/3"]);
/** Of these: protocols' own with Teredo, documentation, and IPv4 in 6to4 (https://www.iana.org/assignments/iana-ipv6-special-registry). */
const special6 = blockList("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** Can anybody on the internet reach it? What is no address is none. */
export function isPublic(address: string): boolean {
  // With the name of an interface an address is of this machine.
  if (address.includes("%")) return false;
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, "ipv4");
    case 6:
      return global6.check(address, "ipv6") && !special6.check(address, "ipv6");
    default:
      return false;
  }
}

function blockList(family: "ipv4" | "ipv6", nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [start = "", prefix] = net.split("/");
    list.addSubnet(start, Number(prefix), family);
  }
  return list;
}
