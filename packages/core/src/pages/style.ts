/** One sheet for every page, small and without anything to load; the colours follow the reader's. */
export const style = `:root{color-scheme:light dark;--ground:#f3f4f6;--card:#fff;--ink:#1f2328;--faint:#59636e;--line:#d8dee4;--go:#0969da;--on:#fff}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--card:#161b22;--ink:#e6edf3;--faint:#9da7b3;--line:#30363d;--go:#4493f8;--on:#0d1117}}
*{box-sizing:border-box}
body{margin:0;padding:24px 12px;background:var(--ground);color:var(--ink);font:16px/24px system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:640px;margin:auto;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:24px 28px}
h1{font-size:22px;line-height:28px;margin:0 0 12px}
p{margin:0 0 12px}
.faint{color:var(--faint);font-size:14px}
.done{border-left:4px solid var(--go);padding-left:12px}
section{border-top:1px solid var(--line);padding:12px 0 4px}
form{display:inline-block;margin:4px 8px 8px 0}
label{display:inline-block;margin:0 8px 8px 0}
select,button{font:inherit;padding:8px 14px;border-radius:6px;border:1px solid var(--line);background:var(--card);color:inherit}
button{cursor:pointer;background:var(--go);border-color:var(--go);color:var(--on)}
button.second{background:var(--card);border-color:var(--line);color:inherit}
:focus-visible{outline:3px solid var(--go);outline-offset:2px}`;
