import type { EnvironmentPolicy, ServicePolicy, Team } from "../../domain/policy.ts";
import type { RolloutImage } from "../../domain/rollout/state.ts";
import type { Temporal } from "../../domain/temporal.ts";
import type { DomainEvent, EventType } from "../../events.ts";
import { imagePage } from "../awsConsole.ts";
import type { Fact } from "../message.ts";
import { clip, code, link, moment, type Piece, say, strong, type Text } from "../text.ts";
import { writeSpan } from "../times.ts";

/** For whom a message is written. */
export interface Reader {
  readonly team: Team;
  /** Absent where the service has left the configuration while its rollout was under way. */
  readonly service?: ServicePolicy;
  /** In whose console the images and groups are. Absent: there is none, as in the local region. */
  readonly region?: string;
  /** The page of the rollout that it is about. Absent: it is about none, or leads to none. */
  readonly page?: string;
}

export type DetailOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>["detail"];
/** Detail of the events that concern a service. */
type ServiceDetail = { readonly service: string; readonly family: string; readonly image: RolloutImage };

/** The subject of a message: the rollout, so that its messages stand together wherever they are sorted, and the news. */
export const subjectOf = ({ service, image }: ServiceDetail, news: Text): Text =>
  subject(`${service} · ${clip(image.name, 60)}`, news);

/** What it is about, in one piece, and the news. */
export const subject = (about: string, news: Text): Text => [`${about}: `, ...news];

export const imageName = ({ image }: ServiceDetail): Text => say`${strong(image.name)}`;

/** An identifier that leads to its page, where there is one. */
export const pageOr = (page: string | undefined, id: string): Piece => (page === undefined ? code(id) : link(page, id));

/** Its age is that at the time of the event: who reads later knows the date. */
export function imageFacts(
  { image, family, at }: ServiceDetail & { readonly at: Temporal.Instant },
  { region }: Reader,
): Fact[] {
  const { createdAt } = image;
  const isOlder = createdAt.epochMilliseconds < at.epochMilliseconds;
  const isKnown = true;
  return [
    { name: "Image", value: say`${strong(image.name)} · ${pageOr(imagePage(region, image.id), image.id)}`, isKnown },
    { name: "Architecture", value: say`${image.architecture}, family ${family}`, isKnown },
    {
      name: "Created",
      isKnown,
      value: say`${moment(createdAt)}${isOlder ? ` (${writeSpan(createdAt, at)} before this)` : ""}`,
    },
  ];
}

/** AWS's reasons are a sentence or a few; what is longer is a list of groups, or an error that quotes all it knows. */
export const reason = (text: string): string => clip(text, 1200);

export const footerFor = ({ service }: Pick<ServiceDetail, "service">, { team }: Reader): string =>
  `For team ${team.name}, to which ${service} belongs.`;

export const policyOf = ({ service }: Reader, environment: string): EnvironmentPolicy | undefined =>
  service?.environments.find(({ name }) => name === environment);

/** The environments after one in promotion order, nearest first; undefined where the configuration no longer knows it. */
export function environmentsAfter({ service }: Reader, environment: string): readonly EnvironmentPolicy[] | undefined {
  const environments = service?.environments ?? [];
  const index = environments.findIndex(({ name }) => name === environment);
  return index === -1 ? undefined : environments.slice(index + 1);
}
