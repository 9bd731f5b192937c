import type { CommunityKey } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { sayFull } from "../../controls/times.ts";

interface KeyRowProps {
  record: CommunityKey;
  /** Neither for a key that holds no more. */
  onReplace?: () => void;
  onRevoke?: () => void;
}

export function KeyRow({ record, onReplace, onRevoke }: KeyRowProps) {
  const { kid, algorithm, public_key, created_at, last_used_at, revoked_at } = record;
  return (
    <li className="record-row key-row">
      <div className="record-words">
        <p className="key-name">
          <code>{kid}</code> <span className="record-about">{algorithm}</span>
        </p>
        <p className="record-about">
          {last_used_at === null ? "Never used" : <>Last used {sayFull(last_used_at)}</>} · added {sayFull(created_at)}
          {revoked_at !== null && <> · revoked {sayFull(revoked_at)}</>}
        </p>
        {public_key !== null && (
          <details className="key-public">
            <summary>Public key</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
            <pre tabIndex={0}>{public_key}</pre>
          </details>
        )}
      </div>
      {onRevoke !== undefined && (
        <div className="row-actions">
          <Button size="compact-sm" variant="default" onClick={onReplace}>
            Replace<span className="visually-hidden"> {kid}</span>
          </Button>
          <Button size="compact-sm" variant="default" onClick={onRevoke}>
            Revoke<span className="visually-hidden"> {kid}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
