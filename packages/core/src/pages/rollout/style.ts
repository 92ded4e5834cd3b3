import { colours } from "../../notify/email/style.ts";

/** Whatever stands in an element of such a class has its colour. */
const tones = (shade: "strong" | "dark"): string =>
  Object.entries(colours)
    .map(([tone, shades]) => `.${tone}{--tone:${shades[shade]}}`)
    .join("");

/** What the page of a rollout has besides the sheet of every page. */
export const rolloutStyle = `${tones("strong")}
@media (prefers-color-scheme:dark){${tones("dark")}}
a{color:var(--go)}
code{font:13px/20px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--ground);padding:1px 5px;border-radius:4px}
.wide{max-width:860px}
.wide h1{margin:0}
h2{font-size:16px;margin:28px 0 8px}
ol,ul,dl{list-style:none;margin:0;padding:0}
.image{color:var(--faint);margin-bottom:16px}
.state{font-size:18px;line-height:26px;border-left:4px solid var(--tone);padding:2px 0 2px 14px}
.note{color:var(--faint);font-size:14px;line-height:20px;display:block}
.icon{width:24px;height:24px;fill:none;stroke:var(--tone);stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.icon circle{fill:var(--card);stroke-width:2}
.bar{display:block;width:100%;height:8px;border-radius:4px;background:var(--line)}
.full{fill:var(--tone)}
.stop{fill:var(--ink)}
.notice{position:relative;border:1px solid var(--line);border-radius:8px;padding:10px 14px 10px 48px;margin-bottom:12px}
.notice .icon{position:absolute;left:14px;top:10px}
.notice p{margin:0}
.glance{display:grid;grid-template-columns:repeat(auto-fit,minmax(92px,1fr));gap:12px;margin:20px 0 28px}
.glance .name{display:block;font-weight:600;font-size:13px;line-height:20px;margin-bottom:4px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.glance .note{margin-top:4px}
.glance .quiet .full{opacity:.45}
.steps>li{position:relative;padding:0 0 24px 40px}
.steps>li::before{content:"";position:absolute;left:11px;top:24px;bottom:0;width:2px;background:var(--line)}
.steps>li:last-child{padding-bottom:0}
.steps>li:last-child::before{display:none}
.value::first-letter{text-transform:uppercase}
.steps>li>.icon{position:absolute;left:0;top:0}
.steps h3{font-size:16px;line-height:24px;margin:0}
.steps p{margin:0 0 4px}
.steps>li>.bar{margin:10px 0}
.groups{margin-top:8px;border-top:1px solid var(--line)}
.groups li{border-bottom:1px solid var(--line);padding:8px 0;font-size:14px;line-height:20px}
.groups .bar{height:5px;margin-top:6px}
details{margin-top:8px}
summary{cursor:pointer;color:var(--go);font-size:14px}
.do{font-size:14px}
.do p{margin:0 0 4px}
dt{color:var(--faint);font-size:14px;margin-top:8px}
dd{margin:0}
@media (min-width:600px){dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px}dt{margin:0}}
footer{border-top:1px solid var(--line);margin-top:28px;padding-top:14px;color:var(--faint);font-size:13px;line-height:20px}
footer p{margin:0 0 6px}
@media (max-width:480px){main{padding:20px 16px}}
@media (prefers-reduced-motion:no-preference){.steps>.info>.icon path{transform-origin:center;animation:turn 3s linear infinite}}
@keyframes turn{to{transform:rotate(360deg)}}`;
