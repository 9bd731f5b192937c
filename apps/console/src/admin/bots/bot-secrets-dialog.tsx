import { Button } from "@mantine/core";
import { CopyCode } from "../parts/copy-code.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";

/** What a bot has just got; what it has not, is left out. */
export interface BotSecrets {
  name: string;
  token?: string;
  secret?: string;
}

/** Told once. */
export function BotSecretsDialog({ secrets, onClose }: { secrets: BotSecrets; onClose: () => void }) {
  const { name, token, secret } = secrets;
  const title = token !== undefined && secret !== undefined ? "Keep these now" : "Keep this now";
  return (
    <FormDialog onClose={onClose} title={title} isShownOnce>
      <div className="small-form">
        {token !== undefined && (
          <>
            <p>
              The token by which {name} uses the API. Sent as <code>authorization: Bearer …</code>.
            </p>
            <CopyCode code={token} name={`the token of ${name}`} />
          </>
        )}
        {secret !== undefined && (
          <>
            <p>
              The secret by which {name} knows our calls: <code>beckon-signature</code> is “v1=” and the HMAC-SHA256 of
              <code> beckon-timestamp</code>, a dot and the body, in hex.
            </p>
            <CopyCode code={secret} name={`the secret of ${name}`} />
          </>
        )}
        <p className="list-about">It is never shown again: put it among the bot’s secrets.</p>
        <div className="dialog-foot">
          <Button onClick={onClose}>I have kept it</Button>
        </div>
      </div>
    </FormDialog>
  );
}
