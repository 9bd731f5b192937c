import { useEffect, useRef, useState } from "react";
import { chat } from "./chat.ts";
import type { ChatEventName, ChatListener } from "./events.ts";

/** Subscribes for as long as the component is mounted. The listener may be a new function at each render. */
export const useBeckonEvent = <Name extends ChatEventName>(name: Name, listener: ChatListener<Name>): void => {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => chat.on(name, (event) => latest.current(event)), [name]);
};

/** Messages that the visitor has not read; 0 until the Chat says otherwise. */
export const useUnreadCount = (): number => {
  const [count, setCount] = useState(0);
  useBeckonEvent("unread_changed", (event) => setCount(event.count));
  return count;
};
