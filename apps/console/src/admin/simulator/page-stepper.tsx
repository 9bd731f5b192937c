import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { sayDuration } from "../../controls/times.ts";
import type { SimulatedPage } from "./simulate-visit.decisions.ts";

interface PageStepperProps {
  pages: readonly SimulatedPage[];
  page: SimulatedPage;
  /** Pages on which something fires. */
  marked: readonly SimulatedPage[];
  onChange: (page: SimulatedPage) => void;
}

/** Steps through a visit's pages; ← and → do it from any of them. */
export function PageStepper({ pages, page, marked, onChange }: PageStepperProps) {
  const index = pages.indexOf(page);
  const step = (by: number) => {
    const next = pages[index + by];
    if (next !== undefined) onChange(next);
  };
  return (
    <div className="stepper">
      <fieldset className="stepper-strip" aria-label="Pages of the visit">
        {pages.map((entry) => (
          <button
            key={entry.pageViewId}
            type="button"
            className="stepper-page"
            aria-current={entry === page ? "step" : undefined}
            data-marked={marked.includes(entry)}
            aria-label={`Page ${entry.ordinal}${marked.includes(entry) ? ", fires" : ""}`}
            onClick={() => onChange(entry)}
            onKeyDown={(event) => {
              const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
              if (by === undefined) return;
              event.preventDefault();
              step(by);
              const { previousElementSibling, nextElementSibling } = event.currentTarget;
              const sibling = by < 0 ? previousElementSibling : nextElementSibling;
              if (sibling instanceof HTMLElement) sibling.focus();
            }}
          >
            {entry.ordinal}
          </button>
        ))}
      </fieldset>
      <div className="stepper-current">
        <ActionIcon variant="default" aria-label="Previous page" disabled={index === 0} onClick={() => step(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <p className="stepper-words" aria-live="polite">
          <span>
            Page {page.ordinal} of {pages.at(-1)?.ordinal}: <strong>{page.title || "untitled"}</strong>
          </span>
          <span className="stepper-url">{page.url || "no address"}</span>
          <span className="stepper-time">
            {sayMoment(page)} · stays {sayDuration(page.stayMs)}
          </span>
        </p>
        <ActionIcon
          variant="default"
          aria-label="Next page"
          disabled={index === pages.length - 1}
          onClick={() => step(1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
      </div>
    </div>
  );
}

const moment = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** By the visitor's clock. */
function sayMoment({ startedAtMs, utcOffsetMinutes }: SimulatedPage): string {
  return moment.format(startedAtMs + utcOffsetMinutes * 60_000);
}
