import { footerFor, type Reader } from "./shared.ts";

/** Of approvals those hear that may give them, whosever the service is. */
export const approvalFooter = (detail: Parameters<typeof footerFor>[0], reader: Reader): string => {
  const { team, service } = reader;
  if (!service || service.team === team.name) return footerFor(detail, reader);
  return `For team ${team.name}, which may approve it; ${service.name} belongs to ${service.team}.`;
};
