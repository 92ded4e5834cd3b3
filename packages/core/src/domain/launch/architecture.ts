/**
 * `arm64` or `x86_64`, by the name of an instance type: after the generation's digits, a first `g` stands for AWS
 * Graviton (m7g, im4gn, x2gd); a1 was the first of them
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html).
 */
export function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+g[a-z]*)([.-]|$)/.test(instanceType) ? "arm64" : "x86_64";
}
