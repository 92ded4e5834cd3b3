import type { RegionContext } from "../context.ts";
import { AwsError, type Operations } from "../endpoint/operations.ts";
import { checkName, described, findParameter, type Parameter, type Parameters, parameterArn } from "./parameters.ts";

export interface SsmOptions {
  readonly context: RegionContext;
  /** Whether an image of this id can be described: what `aws:ec2:image` parameters are checked for. */
  readonly imageExists: (id: string) => boolean;
  /** Parameters that are there from the start. */
  readonly parameters?: readonly Pick<Parameter, "name" | "value" | "type">[];
}

const imageType = "aws:ec2:image";

export interface Ssm {
  readonly operations: Operations<typeof import("@aws-sdk/client-ssm")>;
  /** What a parameter says now, secret or not. */
  value(name: string): string | undefined;
  /** Whether there is such a SecureString. */
  isSecret(name: string): boolean;
}

/** Systems Manager's Parameter Store, with the events that it puts on the default bus. */
export function ssm(options: SsmOptions): Ssm {
  const { context } = options;
  const { region, account, clock } = context;
  const parameters: Parameters = new Map();
  for (const given of options.parameters ?? []) {
    parameters.set(given.name, { ...given, dataType: "text", version: 1, modifiedAt: clock.now() });
  }

  const tell = (parameter: Pick<Parameter, "name" | "type" | "dataType" | "description">, more: object) =>
    context.emit({
      source: "aws.ssm",
      detailType: "Parameter Store Change",
      resources: [parameterArn(parameter.name, region, account)],
      detail: {
        name: parameter.name,
        type: parameter.type,
        dataType: parameter.dataType,
        ...(parameter.description !== undefined && { description: parameter.description }),
        ...more,
      },
    });

  const existing = (name: string): Parameter => {
    const found = findParameter(parameters, name);
    if (!found) throw new AwsError("ParameterNotFound", `Parameter ${name} not found.`);
    return found;
  };
  const show = (parameter: Parameter, decrypt = false) => described(parameter, region, account, decrypt);

  const operations: Ssm["operations"] = {
    GetParameter: ({ Name = "", WithDecryption }) => ({ Parameter: show(existing(Name), WithDecryption) }),

    GetParameters: ({ Names = [], WithDecryption }) => {
      const found = Names.map((name) => findParameter(parameters, name));
      return {
        Parameters: found.flatMap((parameter) => (parameter ? [show(parameter, WithDecryption)] : [])),
        InvalidParameters: Names.filter((_, index) => !found[index]),
      };
    },

    GetParametersByPath: ({ Path = "/", Recursive, WithDecryption, MaxResults = 10, NextToken }) => {
      const prefix = Path.endsWith("/") ? Path : `${Path}/`;
      const below = [...parameters.values()]
        .filter(({ name }) => name.startsWith(prefix) && (Recursive || !name.slice(prefix.length).includes("/")))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const from = Number(NextToken ?? 0);
      const to = from + MaxResults;
      return {
        Parameters: below.slice(from, to).map((parameter) => show(parameter, WithDecryption)),
        ...(to < below.length && { NextToken: String(to) }),
      };
    },

    PutParameter: ({ Name = "", Value = "", Type, DataType, Overwrite, Description }) => {
      checkName(Name);
      const before = parameters.get(Name);
      if (before && !Overwrite) {
        throw new AwsError(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        );
      }
      const type = Type ?? before?.type;
      if (!type) throw new AwsError("ValidationException", "A parameter type is required when you create a parameter.");
      const description = Description ?? before?.description;
      const parameter: Parameter = {
        name: Name,
        value: Value,
        type,
        dataType: DataType ?? before?.dataType ?? "text",
        version: (before?.version ?? 0) + 1,
        modifiedAt: clock.now(),
        ...(description !== undefined && { description }),
      };
      const operation = before ? "Update" : "Create";
      // The call succeeds in any case: an image is looked up afterwards, and a wrong one leaves the parameter as it was
      // (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html).
      if (parameter.dataType === imageType && !options.imageExists(Value)) {
        tell(parameter, { operation, exception: "Unable to Describe Resource" });
      } else {
        parameters.set(Name, parameter);
        tell(parameter, { operation });
      }
      return { Version: parameter.version, Tier: "Standard" };
    },

    DeleteParameter: ({ Name = "" }) => {
      const parameter = existing(Name);
      parameters.delete(parameter.name);
      tell(parameter, { operation: "Delete" });
      return {};
    },
  };
  return {
    operations,
    value: (name) => findParameter(parameters, name)?.value,
    isSecret: (name) => findParameter(parameters, name)?.type === "SecureString",
  };
}
