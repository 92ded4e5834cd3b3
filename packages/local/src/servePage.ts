import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { buildSync } from "esbuild";

export interface Page {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ami-refresh</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect x='1' y='1' width='6' height='6' rx='1.5' fill='%23999'/%3E%3Crect x='9' y='1' width='6' height='6' rx='1.5' fill='%230d9488'/%3E%3Crect x='1' y='9' width='6' height='6' rx='1.5' fill='%230d9488'/%3E%3Crect x='9' y='9' width='6' height='6' rx='1.5' fill='%230d9488'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<div id="app"></div>
<noscript>This page shows a running region and needs JavaScript. The terminal shows the same.</noscript>
</body>
</html>
`;

/** Scripts and styles come from here alone; a mail is shown in a frame that may only open links (its own sandbox). */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let built: Page | undefined;

/** The page of a running region, bundled once in a process. Throws esbuild's error if its sources are broken. */
export function servePage(): Page {
  built ??= build();
  return built;
}

function build(): Page {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(import.meta.dirname, "page", "main.tsx")],
    outdir: "/",
    write: false,
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    target: ["chrome123", "firefox121", "safari17.5"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "silent",
  });
  const textOf = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? "";
  return { html, script: textOf(".js"), style: textOf(".css") };
}

/** Answers `/`, `/page.js` and `/page.css`; false, and nothing done, for all else. */
export function answerPage(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const { pathname } = new URL(request.url ?? "/", "http://local");
  const found = partOf(pathname);
  if (!found) return false;
  response
    .writeHead(200, {
      "content-type": `${found.type}; charset=utf-8`,
      "content-security-policy": contentSecurityPolicy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    })
    .end(request.method === "HEAD" ? undefined : found.text);
  return true;
}

function partOf(pathname: string): { type: string; text: string } | undefined {
  if (pathname === "/") return { type: "text/html", text: servePage().html };
  if (pathname === "/page.js") return { type: "text/javascript", text: servePage().script };
  if (pathname === "/page.css") return { type: "text/css", text: servePage().style };
  return undefined;
}
