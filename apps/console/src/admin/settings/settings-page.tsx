import { usePageTitle } from "../../application/page-title.ts";
import { useSource } from "../parts/use-source.ts";
import { SourceForm } from "./source-form.tsx";

export function SettingsPage() {
  const source = useSource();
  usePageTitle(source.label);
  return <SourceForm key={source.id} source={source} />;
}
