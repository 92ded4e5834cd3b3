/**
 * What is known of a request when a policy's conditions are looked at, by condition key. A text: a key that has one value
 * at most; a list: a key of several values. A key that is not there has none.
 */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** May this be done to that? */
export interface Question {
  /** `autoscaling:StartInstanceRefresh` */
  readonly action: string;
  /** An ARN; `*` where AWS does not scope the action. */
  readonly resource: string;
  readonly context: Context;
}

/** Who wants to do it. */
export type Principal =
  | { readonly kind: "role"; readonly role: string; readonly session: string }
  | { readonly kind: "service"; readonly service: string };

export interface Request extends Question {
  readonly principal: Principal;
}
