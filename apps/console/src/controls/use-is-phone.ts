import { useMediaQuery } from "@mantine/hooks";

/** So narrow that the desk shows one page at a time. The style sheets say the same number. */
export function useIsPhone(): boolean {
  return useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
}
