import { isSecret } from "@ami-refresh/core/adapters/webhook/sign.ts";
import type { DoctorPorts } from "@ami-refresh/core/app/doctor/ports.ts";
import type { SecretFacts } from "@ami-refresh/core/doctor/facts.ts";
import type { Parameter, SSMClient } from "@aws-sdk/client-ssm";
import { parameterOf, readParameter, stagesWith } from "./ownParameters.ts";

/** Looks at the secrets of the stage; where none is named, of the one that has some. Calls no webhook. */
export function webhookSurvey(client: Pick<SSMClient, "send">, stage: string | undefined): DoctorPorts["webhooks"] {
  return {
    async survey(names) {
      const stages = stage === undefined ? await stagesWith(client, /^webhooks\//) : [stage];
      if (stages.length > 1) return { state: "ambiguous", stages };
      const [only] = stages;
      const secrets = new Map<string, SecretFacts>();
      for (const name of names) {
        const parameter = parameterOf(only ?? "STAGE", `webhooks/${name}`);
        const found = only === undefined ? undefined : await readParameter(client, parameter);
        secrets.set(name, { parameter, state: stateOf(found) });
      }
      return { state: "looked", secrets };
    },
  };
}

function stateOf(parameter: Parameter | undefined): SecretFacts["state"] {
  if (!parameter?.Value) return "missing";
  if (!isSecret(parameter.Value)) return "malformed";
  return parameter.Type === "SecureString" ? "good" : "in the clear";
}
