import { imagePage } from "../awsConsole.ts";
import type { Message, Untold } from "../message.ts";
import { clip, code, say, strong, type Text } from "../text.ts";
import { type DetailOf, pageOr, type Reader, reason, subject } from "./shared.ts";

type Rejected = DetailOf<"image.rejected">;

/** An image that has the name of a family is rolled out nowhere. One that has the name of none concerns no team. */
export function describeRejected(detail: Rejected, { team, region }: Reader): Message | Untold {
  const { imageId, family, name = imageId, rule } = detail;
  if (family === undefined) return { untold: `${imageId} has the name of no family: it concerns no team` };
  return {
    event: "image.rejected",
    severity: "warning",
    headline: `${family}: an image was not let in`,
    subject: subject(`${family} · ${clip(name, 60)}`, say`not let in, because of its ${rule}`),
    lead: say`${strong(name)} was announced, and is rolled out nowhere: ${reason(detail.reason)}.`,
    facts: [
      { name: "Image", value: say`${strong(name)} · ${pageOr(imagePage(region, imageId), imageId)}` },
      { name: "Family", value: say`${family}` },
      { name: "Rule", value: say`${rule}` },
    ],
    tables: [],
    next: [...remedies(detail), say`Services that run ${family} keep the image that they have.`],
    // Where no service runs it, no team is concerned: who is told has subscribed.
    footer:
      team.name === "" ? "For you, as your subscription says." : `For team ${team.name}, whose services run ${family}.`,
    zone: team.timezone,
  };
}

function remedies({ rule, family = "", imageId }: Rejected): Text[] {
  const again = say`then announce it again: ${code(`ami-refresh publish-image ${imageId}`)}`;
  switch (rule) {
    case "owner":
      return [
        say`If nobody of yours has published it, somebody else uses that name: there is nothing to mend.`,
        say`If its account is to be trusted, name that in ${code(`images.${family}.owners`)} and deploy; ${again}`,
      ];
    case "tags":
      return [say`If it is meant for ${family}, give it the tag; ${again}`];
    default:
      return [say`If it is meant for ${family}, change ${code(`images.${family}`)} and deploy; ${again}`];
  }
}
