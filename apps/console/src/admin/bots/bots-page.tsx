import type { Bot } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconKey, IconPlus, IconPower, IconSignature } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { Avatar } from "../../controls/avatar.tsx";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { endpoints } from "../../http/endpoints.ts";
import { botsQuery, sourcesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { BotDialog } from "./bot-dialog.tsx";
import { sayBot } from "./bot-draft.decisions.ts";
import { type BotSecrets, BotSecretsDialog } from "./bot-secrets-dialog.tsx";
import "./bots.css";

type Change = "token" | "secret" | "activation";
type Doing =
  | { kind: "none" }
  | { kind: "make" }
  | { kind: "edit"; bot: Bot }
  | { kind: "ask"; change: Change; bot: Bot }
  | { kind: "tell"; secrets: BotSecrets };

/** Programs that answer visitors before people do. */
export function BotsPage() {
  usePageTitle("Bots");
  const queryClient = useQueryClient();
  const bots = useQuery(botsQuery);
  const { data: sources = [] } = useQuery(sourcesQuery);
  const nowMs = useNow(30_000);
  const [doing, setDoing] = useState<Doing>({ kind: "none" });
  const done = () => setDoing({ kind: "none" });
  const make = () => setDoing({ kind: "make" });
  const labelOf = (id: string) => sources.find((source) => source.id === id)?.label ?? "a source that is gone";
  const confirm = async () => {
    if (doing.kind !== "ask") return;
    const { bot, change } = doing;
    if (change === "activation") {
      await endpoints.bots.change(bot.id, { active: !bot.active });
      notify(bot.active ? `${bot.name} is switched off.` : `${bot.name} is switched on.`);
    } else {
      const made =
        change === "token" ? await endpoints.bots.replaceToken(bot.id) : await endpoints.bots.replaceSecret(bot.id);
      setDoing({ kind: "tell", secrets: { name: bot.name, ...made } });
    }
    await queryClient.invalidateQueries({ queryKey: botsQuery.queryKey });
  };
  const question = doing.kind === "ask" ? questionOf(doing.change, doing.bot) : null;
  return (
    <>
      <ListPage
        title="Bots"
        about="Programs that answer visitors before people do. A rule gives them conversations; what they hand over, and what they do not answer in time, comes to agents."
        query={bots}
        textOf={({ name }) => name}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New bot
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No bot yet</p>
            <p>Make one for the program that answers, then start it by a rule.</p>
          </>
        }
      >
        {(rows) => (
          <ul className="record-list" aria-label="Bots">
            {rows.map((bot) => {
              const ask = (change: Change) => setDoing({ kind: "ask", change, bot });
              return (
                <li key={bot.id} className="record-row">
                  <Avatar name={bot.name} size={32} />
                  <div className="record-words" data-off={!bot.active}>
                    <button type="button" className="record-label" onClick={() => setDoing({ kind: "edit", bot })}>
                      {bot.name}
                    </button>
                    <p className="record-about">
                      {sayBot(bot, labelOf)}{" "}
                      {bot.token_last_used_at === null ? (
                        "Its token was never used."
                      ) : (
                        <>
                          Its token was used{" "}
                          <time dateTime={bot.token_last_used_at} title={sayFull(bot.token_last_used_at)}>
                            {sayBriefly(bot.token_last_used_at, nowMs)}
                          </time>
                          .
                        </>
                      )}
                    </p>
                  </div>
                  <div className="row-actions">
                    <RowButton label={`New token for ${bot.name}`} hint="New token" onClick={() => ask("token")}>
                      <IconKey size={16} />
                    </RowButton>
                    <RowButton label={`New secret for ${bot.name}`} hint="New secret" onClick={() => ask("secret")}>
                      <IconSignature size={16} />
                    </RowButton>
                    <RowButton
                      label={`Switch ${bot.name} ${bot.active ? "off" : "on"}`}
                      hint={bot.active ? "Switch off" : "Switch on"}
                      onClick={() => ask("activation")}
                    >
                      <IconPower size={16} />
                    </RowButton>
                  </div>
                </li>
              );
            })}
          </ul>
        )}
      </ListPage>
      {(doing.kind === "make" || doing.kind === "edit") && (
        <BotDialog
          bot={doing.kind === "edit" ? doing.bot : null}
          onMade={(secrets) => setDoing({ kind: "tell", secrets })}
          onClose={done}
        />
      )}
      {doing.kind === "tell" && <BotSecretsDialog secrets={doing.secrets} onClose={done} />}
      <ConfirmDialog
        title={question?.title ?? ""}
        opened={question !== null}
        action={question?.action ?? ""}
        onConfirm={confirm}
        onClose={() => setDoing((now) => (now.kind === "ask" ? { kind: "none" } : now))}
      >
        {question?.words}
      </ConfirmDialog>
    </>
  );
}

function questionOf(change: Change, { name, active }: Bot): { title: string; action: string; words: ReactNode } {
  switch (change) {
    case "token":
      return {
        title: `A new token for ${name}?`,
        action: "Make token",
        words: <p>The token that it has ends at once: until it has the new one, it can answer nobody.</p>,
      };
    case "secret":
      return {
        title: `A new secret for ${name}?`,
        action: "Make secret",
        words: <p>Calls are signed by it at once, and for a day by the one before too, with a comma between.</p>,
      };
    case "activation":
      return active
        ? {
            title: `Switch ${name} off?`,
            action: "Switch off",
            words: <p>What it has goes to agents at once, its token stops to work, and no rule gives it anything.</p>,
          }
        : {
            title: `Switch ${name} on?`,
            action: "Switch on",
            words: <p>Rules give it conversations again, and its token works.</p>,
          };
  }
}
