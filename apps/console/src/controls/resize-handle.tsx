import { useLocalStorage } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import "./resize-handle.css";

/** Bounds and the place where this browser remembers the width, in CSS pixels. */
export interface PaneWidth {
  key: string;
  initial: number;
  least: number;
  most: number;
}

export function usePaneWidth(pane: PaneWidth): [number, (width: number) => void] {
  const [stored, store] = useLocalStorage<number>({
    key: pane.key,
    defaultValue: pane.initial,
    getInitialValueInEffect: false,
  });
  return [clamp(Number(stored) || pane.initial, pane), (width) => store(clamp(width, pane))];
}

interface ResizeHandleProps {
  label: string;
  width: number;
  bounds: PaneWidth;
  /** The way in which dragging makes the pane wider. */
  grows: "left" | "right";
  onChange: (width: number) => void;
}

const KEY_STEP = 16;

/** The line between two panes: dragged by the pointer, moved by the arrow keys, put back by a double click. */
export function ResizeHandle({ label, width, bounds, grows, onChange }: ResizeHandleProps) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const sign = grows === "right" ? 1 : -1;
  const drag = (event: PointerEvent) => {
    if (start.current !== null) onChange(start.current.width + sign * (event.clientX - start.current.x));
  };
  const moveByKey = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(width + sign * direction * KEY_STEP);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is not a horizontal rule.
    <div
      className="resize-handle"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(width)}
      aria-valuemin={bounds.least}
      aria-valuemax={bounds.most}
      tabIndex={0}
      onKeyDown={moveByKey}
      onDoubleClick={() => onChange(bounds.initial)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}

function clamp(width: number, { least, most }: PaneWidth): number {
  return Math.min(most, Math.max(least, width));
}
