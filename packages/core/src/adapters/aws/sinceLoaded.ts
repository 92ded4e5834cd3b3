/** The condition of a PutItem: nobody has saved the item since it was loaded as this `version`; 0: it was never saved. */
export const sinceLoaded = (version: number) =>
  version === 0
    ? { ConditionExpression: "attribute_not_exists(pk)" }
    : {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": { N: String(version) } },
      };
