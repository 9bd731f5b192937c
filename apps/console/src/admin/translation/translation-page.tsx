import type { TranslationService } from "@beckon/protocol";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { translationServiceQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { FormFoot } from "../parts/form-foot.tsx";
import { FormSection } from "../parts/form-section.tsx";
import { notify } from "../parts/notices.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import { bodyOfService, draftOfService, findServiceErrors, type ServiceDraft } from "./service-draft.decisions.ts";

/** Which service translates what visitors and agents write. */
export function TranslationPage() {
  usePageTitle("Translation");
  const service = useQuery(translationServiceQuery);
  return (
    <>
      <h2 className="list-title">Translation</h2>
      <p className="list-about">
        Agents read visitors, and write to them, in another language, by a service of your choice. What is translated is
        sent to it. Without one nothing is translated.
      </p>
      {service.isPending && <LateRows count={2} label="Loading the service" />}
      {service.isError && <LoadFailure error={service.error} onRetry={() => void service.refetch()} />}
      {service.data !== undefined && <ServiceForm key={String(service.data.url === null)} service={service.data} />}
    </>
  );
}

function ServiceForm({ service }: { service: TranslationService }) {
  const queryClient = useQueryClient();
  const [removes, setRemoves] = useState(false);
  const isNamed = service.url !== null;
  const form = useDraftForm<ServiceDraft, TranslationService>({
    stored: draftOfService(service),
    isDirty: (draft, stored) => draft.url !== stored.url || draft.secret !== "",
    findErrors: (draft) => findServiceErrors(draft, isNamed),
    save: (draft) => endpoints.translations.changeService(bodyOfService(draft)),
    draftOf: draftOfService,
    fieldOf: (path) => (path === "url" || path === "secret" ? path : null),
    onSaved: (saved) => {
      queryClient.setQueryData(translationServiceQuery.queryKey, saved);
      return queryClient.invalidateQueries({ queryKey: ["translations", "state"] });
    },
  });
  const { draft, errors } = form;
  const remove = async () => {
    await endpoints.translations.removeService();
    notify("Nothing is translated any more.");
    await queryClient.invalidateQueries({ queryKey: ["translations"] });
  };
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate>
      <FormSection
        title="Service"
        about="It gets a POST with {text, to, from?} as JSON and answers with {text, from}, in ten seconds."
      >
        <TextInput
          label="Address"
          description="Begins with https://. It may not be one of a private network, unless the installation allows it."
          name="url"
          type="url"
          placeholder="https://translate.example.com/beckon"
          value={draft.url}
          error={errors.url}
          onChange={(event) => form.change({ ...draft, url: event.currentTarget.value }, ["url"])}
        />
        <PasswordInput
          label="Secret"
          description={
            isNamed
              ? "Leave it empty to keep the one that is there."
              : "Requests are signed with it, as rules' calls are: beckon-timestamp and beckon-signature."
          }
          name="secret"
          autoComplete="new-password"
          value={draft.secret}
          error={errors.secret}
          onChange={(event) => form.change({ ...draft, secret: event.currentTarget.value }, ["secret"])}
        />
      </FormSection>
      <FormFoot form={form}>
        {isNamed && (
          <Button variant="default" color="red" onClick={() => setRemoves(true)}>
            Translate nothing any more
          </Button>
        )}
      </FormFoot>
      <ConfirmDialog
        title="Translate nothing any more?"
        opened={removes}
        action="Translate nothing"
        onConfirm={remove}
        onClose={() => setRemoves(false)}
      >
        <p>Address and secret are forgotten. What has been translated stays with its conversations.</p>
      </ConfirmDialog>
    </form>
  );
}
