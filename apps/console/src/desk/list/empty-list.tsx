import type { Folder } from "@beckon/protocol";
import { Link } from "@tanstack/react-router";
import { holdsAny, useMe } from "../../application/session.ts";

export function EmptyList({ folder, filtered }: { folder: Folder | null; filtered: boolean }) {
  const me = useMe();
  if (filtered) {
    return (
      <div className="empty-list">
        <p className="empty-list-title">Nothing found</p>
        <p>No thread that is loaded matches. Try another word, or all sources.</p>
      </div>
    );
  }
  if (folder !== null) {
    return (
      <div className="empty-list">
        <p className="empty-list-title">Nothing in “{folder.label}”</p>
        <p>
          {folder.conditions.queued
            ? "Whoever begins a live chat stands here, first come first, until somebody takes it."
            : "What fits it comes here by itself, and leaves when it no longer does."}
        </p>
      </div>
    );
  }
  return (
    <div className="empty-list">
      <p className="empty-list-title">No threads yet</p>
      <p>As soon as a visitor writes, the thread appears here.</p>
      {holdsAny(me, ["update_source"]) ? (
        <p>
          First, put the <Link to="/admin">code to include</Link> on your website, open the website, and write to
          yourself.
        </p>
      ) : (
        <p>To try it, open your website and write something in its chat.</p>
      )}
    </div>
  );
}
