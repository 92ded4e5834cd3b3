import type { JSX } from "preact";
import { type Node, parseMrkdwn, type Reading } from "../../picture/mrkdwn.ts";

export function Mrkdwn({ text, reading }: { readonly text: string; readonly reading: Reading }) {
  return <>{parseMrkdwn(text, reading).map(draw)}</>;
}

function draw(node: Node): JSX.Element | string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return <code>{node.text}</code>;
    case "block":
      return <pre>{node.text}</pre>;
    case "mention":
      return <span class="mention">{node.text}</span>;
    case "bold":
      return <strong>{node.children.map(draw)}</strong>;
    case "italic":
      return <em>{node.children.map(draw)}</em>;
    case "strike":
      return <s>{node.children.map(draw)}</s>;
    case "quote":
      return <blockquote>{node.children.map(draw)}</blockquote>;
    case "link":
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer">
          {node.text}
        </a>
      );
    case "date":
      return <time dateTime={node.at}>{node.text}</time>;
  }
}
