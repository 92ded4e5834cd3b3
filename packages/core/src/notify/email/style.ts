import type { Severity } from "../message.ts";

/** `strong`: the stripe. `text` and `dark`: words on a light and on a dark ground, readable by WCAG AA. */
export const colours: Readonly<Record<Severity, { strong: string; text: string; dark: string }>> = {
  quiet: { strong: "#8c959f", text: "#57606a", dark: "#9da7b3" },
  info: { strong: "#0969da", text: "#0550ae", dark: "#79b8ff" },
  success: { strong: "#1a7f37", text: "#116329", dark: "#56d364" },
  warning: { strong: "#bf8700", text: "#7d4e00", dark: "#e3b341" },
  failure: { strong: "#cf222e", text: "#a40e26", dark: "#ff8182" },
};

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Helvetica,Arial,sans-serif;";
const ink = "color:#1f2328;";
const faint = "color:#59636e;";
const long = "overflow-wrap:anywhere;word-break:break-word;";

export const styles = {
  page: `margin:0;padding:0;background:#f3f4f6;${font}`,
  preheader: "display:none;max-height:0;overflow:hidden;mso-hide:all;",
  outer: "background:#f3f4f6;",
  margin: "padding:24px 12px;",
  card: "max-width:640px;background:#ffffff;border-radius:10px;overflow:hidden;text-align:left;",
  stripe: "height:6px;line-height:6px;font-size:0;",
  cell: `padding:24px 28px 12px;${font}`,
  label: "margin:0 0 4px;font-size:12px;font-weight:600;letter-spacing:.06em;text-transform:uppercase;",
  headline: `margin:0 0 14px;font-size:22px;line-height:28px;font-weight:600;${ink}${long}`,
  title: `margin:22px 0 6px;font-size:15px;line-height:20px;font-weight:600;${ink}${long}`,
  paragraph: `margin:0 0 10px;font-size:15px;line-height:23px;${ink}${long}`,
  facts: "margin:18px 0 8px;",
  factName: `padding:3px 16px 3px 0;font-size:14px;line-height:20px;vertical-align:top;white-space:nowrap;width:1%;${faint}`,
  factValue: `padding:3px 0;font-size:14px;line-height:20px;${ink}${long}`,
  rows: "",
  row: `padding:9px 0;border-top:1px solid #d8dee4;font-size:15px;line-height:22px;${ink}${long}`,
  note: `font-size:13px;line-height:19px;${faint}${long}`,
  code: "font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;background:#f3f4f6;padding:1px 5px;border-radius:4px;",
  link: "color:#0550ae;",
  footerLink: `text-decoration:underline;${faint}`,
  footer: `padding:14px 28px 20px;border-top:1px solid #d8dee4;font-size:12px;line-height:18px;${font}${faint}${long}`,
} as const;

const labels = Object.entries(colours).map(([severity, { dark }]) => `.label-${severity}{color:${dark}!important}`);

/** `!important`, since it has to win over the inline styles. */
export const darkMode = `@media (prefers-color-scheme:dark){
.page{background:#0d1117!important}
.card{background:#161b22!important}
.text{color:#e6edf3!important}
.faint{color:#9da7b3!important}
.line{border-color:#30363d!important}
.link{color:#79b8ff!important}
.code{background:#262c36!important;color:#e6edf3!important}
${labels.join("\n")}
}`;
