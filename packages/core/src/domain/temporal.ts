// The one place that names the Temporal implementation: Lambda's nodejs24.x has no native Temporal.
export { Temporal } from "temporal-polyfill";
