import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "./query-client.ts";
import { router } from "./router.tsx";

const colorSchemeManager = localStorageColorSchemeManager({ key: "beckon:color_scheme" });
const theme = { respectReducedMotion: true, cursorType: "pointer" } as const;

/**
 * The component library writes no <style> of its own here: its variables and classes come from our style sheets, so
 * that the console runs under a policy without inline styles.
 */
export function Application() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
