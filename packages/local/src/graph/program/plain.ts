// Pulumi marks special values on the wire (sdk/nodejs/runtime/rpc.ts): a secret, an asset, a resource.
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";

type Properties = Record<string, unknown>;

/**
 * Wire values as plain JSON: secrets unwrapped and their paths listed, assets named by their path, and what differs
 * from run to run and from machine to machine made the same.
 */
export function plain(properties: Properties, workspace: string): { value: Properties; secrets: string[] } {
  const secrets: string[] = [];
  const visit = (value: unknown, at: string): unknown => {
    if (typeof value === "string") return sameEverywhere(value, workspace);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, `${at}[${index}]`));
    if (!isProperties(value)) return value;
    if (value[signature] === secret) {
      secrets.push(at);
      return visit(value.value, at);
    }
    if (signature in value) return { $asset: visit(value.path ?? value.text ?? value.urn, at) };
    return visitAll(value, at);
  };
  const visitAll = (value: Properties, at: string): Properties =>
    Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== "__provider")
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, visit(item, at === "" ? key : `${at}.${key}`)]),
    );
  return { value: visitAll(properties, ""), secrets: secrets.sort() };
}

// A temporary directory; and the hash of a zip without code in it, which holds files' modes and thus the umask.
const sameEverywhere = (text: string, workspace: string) =>
  text.replaceAll(workspace, "$workspace").replace(/-code-[0-9a-f]{64}\.zip$/, "-code-$hash.zip");

const isProperties = (value: unknown): value is Properties => typeof value === "object" && value !== null;
