import type { RuleCallSecret } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sayFull } from "../../controls/times.ts";
import { endpoints } from "../../http/endpoints.ts";
import { ruleCallSecretQuery } from "../../http/queries.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";

/** The secret by which those whom rules call know that it is us. It is shown when it is made, and only then. */
export function CallSecretDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<RuleCallSecret | null>(null);
  const queryClient = useQueryClient();
  const { data: state } = useQuery(ruleCallSecretQuery);
  const making = useMutation({
    mutationFn: () => endpoints.rules.makeCallSecret(),
    onSuccess: async (secret) => {
      setMade(secret);
      await queryClient.invalidateQueries({ queryKey: ruleCallSecretQuery.queryKey });
    },
  });
  const since = state?.made_at ?? null;
  return (
    <FormDialog
      onClose={onClose}
      title={made === null ? "Secret of calls" : "Keep this secret now"}
      isShownOnce={made !== null}
    >
      {made === null ? (
        <div className="small-form">
          <p>
            Calls of rules carry <code>beckon-timestamp</code> and <code>beckon-signature</code>: “v1=” and the
            HMAC-SHA256 of the time, a dot and the body, in hex, by this secret.
          </p>
          <p className="list-about">
            {since === null
              ? "There is none yet: nothing is called."
              : `Made on ${sayFull(since)}. A new one takes its place; for a day both sign, with a comma between.`}
            {state?.replaced_until != null && ` The one before it signs too until ${sayFull(state.replaced_until)}.`}
          </p>
          {making.isError && (
            <p className="form-error" role="alert">
              {making.error.message}
            </p>
          )}
          <div className="dialog-foot">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button loading={making.isPending} onClick={() => making.mutate()}>
              {since === null ? "Make the secret" : "Replace the secret"}
            </Button>
          </div>
        </div>
      ) : (
        <ShownOnce secret={made.secret} name="the secret of calls" onClose={onClose}>
          It is never shown again: put it among the secrets of whatever is called.
        </ShownOnce>
      )}
    </FormDialog>
  );
}
