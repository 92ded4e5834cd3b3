import type { Reading } from "../../picture/mrkdwn.ts";
import { type Block, type Button, blockOf, type Text } from "./blocks.ts";
import { Mrkdwn } from "./Mrkdwn.tsx";

interface Shown {
  readonly reading: Reading;
  readonly onPress: (button: Button) => void;
}

export function Blocks({ blocks, ...shown }: Shown & { readonly blocks: readonly unknown[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <OneBlock key={index} block={blockOf(block)} {...shown} />
      ))}
    </div>
  );
}

function OneBlock({ block, reading, onPress }: Shown & { readonly block: Block }) {
  switch (block.kind) {
    case "header":
      return <p class="block-header">{block.text}</p>;
    case "divider":
      return <hr />;
    case "context":
      return (
        <p class="block-context">
          {block.texts.map((text, index) => (
            <span key={index}>
              <Words text={text} reading={reading} />
            </span>
          ))}
        </p>
      );
    case "actions":
      return (
        <p class="block-actions">
          {block.buttons.map((button) => (
            <button type="button" key={button.id} class={button.style} onClick={() => onPress(button)}>
              {button.label}
            </button>
          ))}
        </p>
      );
    case "section":
      return (
        <div class="block-section">
          {block.text && <Words text={block.text} reading={reading} />}
          {block.fields.length > 0 && (
            <div class="fields">
              {block.fields.map((field, index) => (
                <div key={index}>
                  <Words text={field} reading={reading} />
                </div>
              ))}
            </div>
          )}
        </div>
      );
    case "unknown":
      return <p class="muted small">[{block.type}]</p>;
  }
}

const Words = ({ text, reading }: { readonly text: Text; readonly reading: Reading }) =>
  text.marked ? <Mrkdwn text={text.text} reading={reading} /> : <span>{text.text}</span>;
