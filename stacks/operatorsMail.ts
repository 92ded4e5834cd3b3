import { deadLetterQueue } from "./deadLetters.ts";
import { operators } from "./operators.ts";
import { footprint } from "./policy.ts";
import { admit } from "./queuePolicy.ts";

const addresses = footprint.operators?.email ?? [];

if (addresses.length > 0) {
  const deadLetters = deadLetterQueue("OperatorsDlq");
  admit("OperatorsDlqPolicy", deadLetters, [{ service: "sns.amazonaws.com", arn: operators.arn }]);
  // AWS asks each address to confirm; until it does, it gets nothing.
  for (const address of addresses) {
    new aws.sns.TopicSubscription(`OperatorsMail-${address.replace(/[^A-Za-z0-9]/g, "-")}`, {
      topic: operators.arn,
      protocol: "email",
      endpoint: address,
      redrivePolicy: $jsonStringify({ deadLetterTargetArn: deadLetters.arn }),
    });
  }
}
