import ipaddr from "ipaddr.js";

/**
 * True where an address belongs to the public internet: not to this machine, a private network, a cloud's own services,
 * nor to a range that leads to one of them (mapped, translated or tunnelled).
 *
 * @param address an IPv4 or IPv6 address as DNS answers it, without brackets.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== "unicast") return false;
  // The rest of IPv6 is handed out to nobody, or stands for IPv4 in old ways, as ::127.0.0.1 does.
  return parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR("2000::/3"));
}
