import { createRequire } from "node:module";
import path from "node:path";
import { platform } from "../platform.ts";
import type { Mocks } from "./awsMocks.ts";

// The parts of @pulumi/pulumi that the synthesis uses. Its own types are there only once the platform is installed.

interface Struct {
  toJavaScript(): Record<string, unknown>;
}
export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
  getCustom?(): boolean;
  getObject?(): Struct | undefined;
  getProperties?(): Struct | undefined;
  getProtect?(): boolean;
  getRetainondelete?(): boolean;
  getIgnorechangesList?(): string[];
}
export interface RegisterResponse {
  getUrn(): string;
  getId?(): string;
  getObject?(): Struct | undefined;
  getProperties?(): Struct | undefined;
}
type Callback<T> = (error: Error | null, response: T) => void;
export interface OutputsRequest {
  getUrn(): string;
  getOutputs(): Struct | undefined;
}
export interface Monitor {
  newUrn(parent: string | undefined, type: string, name: string): string;
  registerResource(request: RegisterRequest, callback: Callback<RegisterResponse>): void;
  readResource(request: RegisterRequest, callback: Callback<RegisterResponse>): void;
  registerResourceOutputs(request: OutputsRequest, callback: Callback<unknown>): void;
}
export interface Pulumi {
  readonly runtime: {
    setMocks(mocks: Mocks, project: string, stack: string, preview: boolean, organization: string): Promise<void>;
    getMonitor(): Monitor;
    runInPulumiStack(program: () => Promise<unknown>): Promise<Record<string, unknown>>;
  };
}

/** The copy of Pulumi that SST's components use: its state is global, so it must be the same. */
export function loadPulumi(): Pulumi {
  return createRequire(path.join(platform, "package.json"))("@pulumi/pulumi");
}
