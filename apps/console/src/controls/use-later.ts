import { type ComponentType, useEffect, useState } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * A component that the first picture does without: fetched once nothing else is to do, so that it is there also when the server
 * is not, and null until it is wanted and has come. A wish resolves to whether it has come; one that fails leaves the page as it
 * is, and the next one asks again.
 *
 * @param load always the same function
 */
export function useLater<Props>(
  load: () => Promise<ComponentType<Props>>,
): [ComponentType<Props> | null, () => Promise<boolean>] {
  const [component, setComponent] = useState<ComponentType<Props> | null>(null);
  useEffect(() => whenIdle(() => void load().catch(() => undefined)), [load]);
  const want = async () => {
    try {
      const loaded = await load();
      setComponent(() => loaded);
      return true;
    } catch {
      return false;
    }
  };
  return [component, want];
}
