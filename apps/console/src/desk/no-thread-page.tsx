import { usePageTitle } from "../application/page-title.ts";
import { useDesk } from "./desk-provider.tsx";

export function NoThreadPage() {
  usePageTitle("Desk");
  const some = useDesk((state) => state.summaries.size > 0);
  return (
    <main className="desk-centre desk-nothing" aria-label="Thread">
      <h1 className="visually-hidden">Desk</h1>
      {some && (
        <p>
          Choose a thread, or press <kbd>J</kbd> for the newest.
        </p>
      )}
    </main>
  );
}
