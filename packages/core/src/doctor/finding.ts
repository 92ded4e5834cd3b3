/**
 * `error`: something will not work. `warning`: something happens that the configuration does not say, or nothing
 * happens where something should. `note`: as somebody has set it; worth knowing, nothing to mend.
 */
export const severities = ["error", "warning", "note"] as const;
export type Severity = (typeof severities)[number];

/** What a finding is about: as many of these as are of use to find it. */
export interface Subject {
  readonly group?: string;
  readonly service?: string;
  readonly environment?: string;
  readonly family?: string;
  readonly team?: string;
}

/** One thing that a rule has found. The three sentences do not name the subject, begin small and end without a full stop. */
export interface Symptom {
  readonly severity: Severity;
  readonly about: Subject;
  readonly what: string;
  /** What comes of it. */
  readonly why: string;
  readonly remedy: string;
}

/** The same symptom of one or several subjects, with the rule that found it. */
export interface Finding extends Omit<Symptom, "about"> {
  readonly rule: string;
  readonly about: readonly Subject[];
}

/** Symptoms that read alike are one finding of several subjects: a setting of an environment shows in every service. */
export function together(rule: string, symptoms: readonly Symptom[]): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { about, ...symptom } of symptoms) {
    const key = JSON.stringify([symptom.severity, symptom.what, symptom.why, symptom.remedy]);
    const known = findings.get(key);
    findings.set(key, { rule, ...symptom, about: [...(known?.about ?? []), about] });
  }
  return [...findings.values()];
}

/** Errors first; within a severity in the order of the rules. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));

/** Is there anything to mend? Notes are nothing to mend. */
export const isClean = (findings: readonly Finding[]): boolean => findings.every(({ severity }) => severity === "note");
