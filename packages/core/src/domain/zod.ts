import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";

// What functions check their input by: zod in its small form, a quarter of the bytes, and of the time they take to load.
// It brings no words for what is wrong.
z.config(en());

export * from "zod/mini";
