import type { Instance } from "@aws-sdk/client-ec2";
import { AwsError } from "../../endpoint/operations.ts";
import type { Ec2Operations } from "./ec2.ts";
import { filtered } from "./filters.ts";
import type { InstanceState, LocalInstance } from "./model.ts";
import { page } from "./pages.ts";
import { type Ec2State, putTags, tagList, tagsOf } from "./state.ts";

/** How long EC2 takes to boot an instance (pending → running) and to end one (shutting-down → terminated). */
const BOOT_MS = 20_000;
const SHUTDOWN_MS = 40_000;
/** For how long a terminated instance is still described. */
const REMEMBERED_MS = 60 * 60_000;

const codes: Record<InstanceState, number> = { pending: 0, running: 16, "shutting-down": 32, terminated: 48 };

export function instanceOperations(state: Ec2State) {
  const named = (ids: readonly string[]): LocalInstance[] =>
    ids.map((id) => {
      if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) {
        throw new AwsError("InvalidInstanceID.Malformed", `Invalid id: "${id}" (expecting "i-...")`);
      }
      const instance = state.instances.get(id);
      if (!instance) throw new AwsError("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`);
      return instance;
    });

  const describe = (instance: LocalInstance): Instance => ({
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: instance.type as Instance["InstanceType"],
    Architecture: instance.architecture,
    State: { Name: instance.state, Code: codes[instance.state] },
    LaunchTime: new Date(instance.launchedAt),
    Placement: { AvailabilityZone: instance.zone, Tenancy: "default" },
    Hypervisor: "xen",
    VirtualizationType: "hvm",
    RootDeviceName: "/dev/xvda",
    RootDeviceType: "ebs",
    Tags: tagList(state, instance.id),
  });

  return {
    DescribeInstances: (input) => {
      const asked = input.InstanceIds?.length ? named(input.InstanceIds) : [...state.instances.values()];
      const found = filtered(
        asked,
        input.Filters,
        {
          architecture: (instance) => instance.architecture,
          "availability-zone": (instance) => instance.zone,
          "image-id": (instance) => instance.imageId,
          "instance-id": (instance) => instance.id,
          "instance-state-code": (instance) => String(codes[instance.state]),
          "instance-state-name": (instance) => instance.state,
          "instance-type": (instance) => instance.type,
        },
        (instance) => tagsOf(state, instance.id),
      );
      const { items, nextToken } = page(found, input.MaxResults, input.NextToken, "InvalidParameterValue");
      return {
        Reservations: items.map((instance) => ({
          ReservationId: instance.id.replace(/^i-/, "r-"),
          OwnerId: state.context.account,
          Instances: [describe(instance)],
        })),
        NextToken: nextToken,
      };
    },

    TerminateInstances: (input) => {
      const instances = named(input.InstanceIds ?? []);
      const before = instances.map((instance) => instance.state);
      for (const instance of instances) {
        if (!terminate(state, instance.id)) continue;
        for (const listener of state.terminationListeners) listener(instance.id);
      }
      return {
        TerminatingInstances: instances.map((instance, i) => {
          const previous = before[i] ?? instance.state;
          return {
            InstanceId: instance.id,
            CurrentState: { Name: instance.state, Code: codes[instance.state] },
            PreviousState: { Name: previous, Code: codes[previous] },
          };
        }),
      };
    },
  } satisfies Ec2Operations;
}

export interface Launch {
  readonly imageId: string;
  readonly type: string;
  readonly zone: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Already running, for instances from before the region started. */
  readonly running?: boolean;
  /** Epoch milliseconds; absent: now. */
  readonly launchedAt?: number;
}

/** Starts an instance of an image that exists. Answers its id. */
export function run(state: Ec2State, launch: Launch): string {
  const { clock } = state.context;
  const instance: LocalInstance = {
    id: state.ids.next("i"),
    imageId: launch.imageId,
    type: launch.type,
    architecture: state.images.get(launch.imageId)?.architecture ?? "x86_64",
    zone: launch.zone,
    launchedAt: launch.launchedAt ?? clock.now(),
    state: launch.running ? "running" : "pending",
  };
  state.instances.set(instance.id, instance);
  putTags(state, instance.id, Object.entries(launch.tags));
  if (!launch.running) {
    clock.at(clock.now() + BOOT_MS, () => {
      if (instance.state === "pending") instance.state = "running";
    });
  }
  return instance.id;
}

/** Ends an instance; false if it was already ending. */
export function terminate(state: Ec2State, id: string): boolean {
  const { clock } = state.context;
  const instance = state.instances.get(id);
  if (!instance || instance.state === "shutting-down" || instance.state === "terminated") return false;
  instance.state = "shutting-down";
  clock.at(clock.now() + SHUTDOWN_MS, () => {
    instance.state = "terminated";
    instance.terminatedAt = clock.now();
    clock.at(clock.now() + REMEMBERED_MS, () => {
      state.instances.delete(id);
      state.tags.delete(id);
    });
  });
  return true;
}
