import { closest, didYouMean } from "./closest.ts";
import type { Wrong } from "./problem.ts";

/** What is wrong with the name of a time zone, or undefined. */
export function zoneProblem(name: string): Wrong | undefined {
  if (/^[+-]|^(UTC|GMT)[+-]/i.test(name)) {
    return {
      message: `${name} is an offset and knows no summer time`,
      remedy: "name a zone of the IANA database such as Europe/London",
    };
  }
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return undefined;
  } catch {
    return unknownZone(name);
  }
}

function unknownZone(name: string): Wrong {
  const message = `there is no time zone "${name}"`;
  const zones = Intl.supportedValuesOf("timeZone");
  const city = name.replace(/ /g, "_").toLowerCase();
  const meant = zones.find((zone) => zone.toLowerCase().split("/").at(-1) === city) ?? closest(name, zones);
  return meant === undefined
    ? { message, remedy: "name a zone of the IANA database such as Europe/London or UTC" }
    : didYouMean(message, meant);
}
