import type { CustomVariable, Source } from "@beckon/protocol";
import { NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { endpoints } from "../../http/endpoints.ts";
import { refreshSource } from "../../http/queries.ts";
import { FormFoot } from "../parts/form-foot.tsx";
import { Choice } from "../parts/form-section.tsx";
import { useDraftForm } from "../parts/use-draft-form.ts";
import {
  draftOfVariable,
  findVariableErrors,
  freshVariable,
  placeFields,
  type ReadKind,
  type VariableDraft,
  variableBodyOf,
} from "./variable-draft.decisions.ts";
import { fillingNames, placeWords, readNames, typeNames } from "./variable-words.ts";

export function CustomVariableForm({ source, variable }: { source: Source; variable: CustomVariable | null }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const said = (draft: VariableDraft) => JSON.stringify(variableBodyOf(draft));
  const form = useDraftForm<VariableDraft, CustomVariable>({
    stored: variable === null ? freshVariable : draftOfVariable(variable),
    isDirty: (draft, stored) => said(draft) !== said(stored),
    findErrors: findVariableErrors,
    save: (draft) =>
      variable === null
        ? endpoints.custom_variables.create(source.id, variableBodyOf(draft))
        : endpoints.custom_variables.change(variable.id, variableBodyOf(draft)),
    draftOf: draftOfVariable,
    onSaved: async (saved) => {
      await refreshSource(queryClient, source.id);
      if (variable !== null) return;
      await navigate({
        to: "/admin/sources/$sourceId/custom-variables/$variableId",
        params: { sourceId: source.id, variableId: saved.id },
        replace: true,
        ignoreBlocker: true,
      });
    },
  });
  const { draft, errors } = form;
  const change = (next: Partial<VariableDraft>, ...touched: string[]) => form.change({ ...draft, ...next }, touched);
  return (
    <form ref={form.form} onSubmit={form.submit} noValidate className="small-form">
      <TextInput
        label="Label"
        description="How conditions and agents name it."
        placeholder="Cart amount"
        name="label"
        value={draft.label}
        error={errors.label}
        onChange={(event) => change({ label: event.currentTarget.value }, "label")}
      />
      <TextInput
        label="Name"
        description="How the website and the API name it. It begins with custom_."
        name="name"
        spellCheck={false}
        value={draft.name}
        error={errors.name}
        onChange={(event) => change({ name: event.currentTarget.value }, "name")}
      />
      <Choice
        label="Type"
        help="What it is compared as."
        value={draft.type}
        names={typeNames}
        onChange={(type) => change({ type }, "type")}
      />
      <NativeSelect
        label="Filled"
        name="filling.kind"
        value={draft.filling}
        error={errors["filling.kind"] ?? errors.filling}
        data={Object.entries(fillingNames).map(([value, label]) => ({ value, label }))}
        onChange={(event) => change({ filling: event.currentTarget.value as VariableDraft["filling"] }, "filling")}
      />
      {draft.filling === "site" ? (
        <p className="list-note">
          The website calls{" "}
          <code>
            _chatq.push(["_fillCustomVariable", "{draft.name.trim() || "custom_…"}", {exampleOf(draft.type)}])
          </code>
        </p>
      ) : (
        <>
          <TextInput
            label={placeWords[draft.filling].label}
            description={placeWords[draft.filling].help}
            placeholder={placeWords[draft.filling].example}
            name={`filling.${placeFields[draft.filling]}`}
            spellCheck={false}
            value={draft.place}
            error={errors[`filling.${placeFields[draft.filling]}`]}
            onChange={(event) => change({ place: event.currentTarget.value }, "filling")}
          />
          {draft.filling === "selector" && (
            <div className="form-pair">
              <NativeSelect
                label="What is read"
                name="filling.read"
                value={draft.read}
                error={draft.read === "attribute" ? undefined : errors["filling.read"]}
                data={Object.entries(readNames).map(([value, label]) => ({ value, label }))}
                onChange={(event) => change({ read: event.currentTarget.value as ReadKind }, "filling.read")}
              />
              {draft.read === "attribute" && (
                <TextInput
                  label="Attribute"
                  placeholder="data-total"
                  spellCheck={false}
                  value={draft.attribute}
                  error={errors["filling.read"] ?? errors["filling.read.attribute"]}
                  onChange={(event) => change({ attribute: event.currentTarget.value }, "filling.read")}
                />
              )}
            </div>
          )}
          <TextInput
            label="Part of it"
            description="A regular expression: its first group is taken, or all that it matches. Empty: everything."
            placeholder="([\d.,]+)"
            name="filling.pattern"
            spellCheck={false}
            value={draft.pattern}
            error={errors["filling.pattern"]}
            onChange={(event) => change({ pattern: event.currentTarget.value }, "filling.pattern")}
          />
        </>
      )}
      <FormFoot form={form} isNew={variable === null} />
    </form>
  );
}

function exampleOf(type: CustomVariable["type"]): string {
  return { string: '"gold"', number: "58", boolean: "true" }[type];
}
