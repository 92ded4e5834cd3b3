/** What somebody does in the local Slack. */
export type Doing =
  | {
      readonly what: "press";
      readonly channel: string;
      readonly user: string;
      readonly ts: string;
      readonly actionId: string;
    }
  | { readonly what: "command"; readonly channel: string; readonly user: string; readonly text: string };

/** Has Slack send it to the app; what Slack itself says of it, empty where that went well: the app's answer is a message. */
export async function doInSlack({ what, ...body }: Doing): Promise<string> {
  try {
    const response = await fetch(`/_local/slack/${what}`, { method: "POST", body: JSON.stringify(body) });
    const answer: { ok?: boolean; told?: string; error?: string } = await response.json();
    return answer.ok ? "" : (answer.told ?? answer.error ?? `HTTP ${response.status}`);
  } catch {
    return "The region does not answer.";
  }
}
