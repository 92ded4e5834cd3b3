import type { DomainEvent } from "../events.ts";

/** The fields by which the lines of the logs about an event are found. */
export function subjectOf({ detail }: DomainEvent): Readonly<Record<string, string>> {
  if (!("service" in detail)) {
    if ("team" in detail) return { team: detail.team, to: detail.address };
    const { imageId, correlationId } = detail;
    return { image: imageId, ...(correlationId !== undefined && { correlationId }) };
  }
  const environment =
    "environment" in detail && detail.environment !== undefined ? { environment: detail.environment } : {};
  if (!("image" in detail)) {
    const correlationId = "correlationId" in detail ? detail.correlationId : undefined;
    return { service: detail.service, ...environment, ...(correlationId !== undefined && { correlationId }) };
  }
  const { service, family, image } = detail;
  return {
    service,
    family,
    ...environment,
    image: image.id,
    ...(image.correlationId !== undefined && { correlationId: image.correlationId }),
  };
}
