import { Button } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import "./message-pages.css";

/** A page, or part of one, that has nothing to show but a sentence and what to do next. */
export function Message({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="message">
      <h1 className="message-title">{title}</h1>
      <p className="message-text">{children}</p>
      {action}
    </div>
  );
}

export function NotFoundPage() {
  return (
    <main className="message-page">
      <Message title="Nothing here" action={<Link to="/desk">Go to the desk</Link>}>
        This address leads nowhere. It may have been mistyped.
      </Message>
    </main>
  );
}

export function ErrorPage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="message-page">
      <Message
        title="This page could not be shown"
        action={<Button onClick={() => router.invalidate()}>Try again</Button>}
      >
        {error instanceof Error ? error.message : "Something went wrong. Try again."}
      </Message>
    </main>
  );
}

/** In the place of a list or form that could not be loaded. */
export function LoadFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="load-failure" role="alert">
      <p>{error.message}</p>
      <Button size="xs" variant="default" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
