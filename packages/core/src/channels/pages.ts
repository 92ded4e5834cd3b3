import { signedPageLinks } from "../adapters/aws/links.ts";
import type { PageLinks } from "../ports.ts";
import type { Given } from "./given.ts";

/** What a channel needs whose readers are led to the pages of rollouts: its function may read and make the secret. */
export const pagesBy = ({ required, ownSecret, clock }: Given): PageLinks =>
  signedPageLinks({ url: required("LINKS_URL"), secret: ownSecret(required("PAGE_SECRET_PARAMETER")).read, clock });
