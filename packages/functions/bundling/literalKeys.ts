import { readFileSync } from "node:fs";
import type { Plugin } from "esbuild";

const schemas = /[\\/]@aws-sdk[\\/].+[\\/]dist-es[\\/].*schemas[\\/]schemas_\d+\.js$/;

/**
 * The AWS SDK's schemas of all operations of a service stand in one module, and esbuild leaves out those that nobody
 * asks for, unless an object in them has a computed key (`[_eQN]: "Owner"`): reading it might have an effect. In EC2's
 * module most have. Every such key is a constant string of the same module; written as one, 15 in 16 of its bytes go.
 */
export const literalKeys: Plugin = {
  name: "literal-keys",
  setup(build) {
    build.onLoad({ filter: schemas }, ({ path }) => ({ contents: withLiteralKeys(readFileSync(path, "utf8")) }));
  },
};

/** `const _eQN = "ec2QueryName"; … [_eQN]: …` → `… "ec2QueryName": …` */
export function withLiteralKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (\w+) = ("(?:[^"\\]|\\.)*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return source.replace(/\[(\w+)\]:/g, (key, name: string) => (constants.has(name) ? `${constants.get(name)}:` : key));
}
